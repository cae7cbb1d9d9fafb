# What `cmake --install` lays down. tests/scripted/install.py holds the result against the source tree.
install(TARGETS redress RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY share/ DESTINATION ${CMAKE_INSTALL_DATADIR}/redress
  PATTERN ".*" EXCLUDE PATTERN "*~" EXCLUDE PATTERN "*.orig" EXCLUDE PATTERN "*.new" EXCLUDE
  PATTERN "pre-commit" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(DIRECTORY man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
install(DIRECTORY man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man5 FILES_MATCHING PATTERN "*.5")
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Completion, written by the program just built from its own command table.
foreach(shell bash zsh fish)
  set(script ${CMAKE_BINARY_DIR}/completion/${shell})
  add_custom_command(OUTPUT ${script}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completion
    COMMAND redress --dump-completion=${shell} > "${script}"
    DEPENDS redress) # not VERBATIM: it would quote the >
  list(APPEND completions ${script})
endforeach()
add_custom_target(completion ALL DEPENDS ${completions})

# The shipped rules, compiled: a start need not do it.
set(rules_pack ${CMAKE_BINARY_DIR}/rules.pack)
file(GLOB rule_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/share/rules/*.toml)
add_custom_command(OUTPUT ${rules_pack}
  COMMAND redress --share ${CMAKE_SOURCE_DIR}/share lint --pack -o ${rules_pack}
  DEPENDS redress ${rule_files} VERBATIM)
add_custom_target(rules_pack ALL DEPENDS ${rules_pack})
install(FILES ${rules_pack} DESTINATION ${CMAKE_INSTALL_DATADIR}/redress)
install(FILES ${CMAKE_BINARY_DIR}/completion/bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME redress)
install(FILES ${CMAKE_BINARY_DIR}/completion/zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions RENAME _redress)
install(FILES ${CMAKE_BINARY_DIR}/completion/fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
  RENAME redress.fish)
