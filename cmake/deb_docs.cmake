# Run by CPack on the staged tree before the .deb is closed: documents as Debian wants them (policy 12), times that do not
# depend on when it was built.
set(root ${CPACK_TEMPORARY_INSTALL_DIRECTORY})
set(usr ${root}/usr)
set(doc ${usr}/share/doc/redress)
function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(GLOB pages ${usr}/share/man/man*/*.[15])
run(gzip -9nf ${pages})
file(RENAME ${doc}/CHANGELOG.md ${doc}/NEWS.md)
run(gzip -9nf ${doc}/NEWS.md)
file(MAKE_DIRECTORY ${usr}/share/zsh)
file(RENAME ${usr}/share/zsh/site-functions ${usr}/share/zsh/vendor-completions) # where Debian's zsh looks

file(REMOVE ${doc}/LICENSE) # Debian has the text of it
file(WRITE ${doc}/copyright "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: redress

Files: *
Copyright: 2026 ${CPACK_DEBIAN_PACKAGE_MAINTAINER}
License: Apache-2.0
 On Debian systems the full text of the Apache License, Version 2.0, is in
 /usr/share/common-licenses/Apache-2.0.
")

set(stamp 0)
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(stamp $ENV{SOURCE_DATE_EPOCH})
endif()
if(stamp EQUAL 0)
  string(TIMESTAMP stamp "%s" UTC)
endif()
execute_process(COMMAND date -uR -d @${stamp} OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE)
file(WRITE ${doc}/changelog "redress (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * See NEWS.md.gz.

 -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${date}
")
run(gzip -9nf ${doc}/changelog)

run(find ${root} -type d -exec chmod 755 {} +)
run(find ${root} -type f -exec chmod u=rwX,go=rX {} +) # the program and the hook for git stay executable
run(find ${root} -exec touch -h -d @${stamp} {} +)
