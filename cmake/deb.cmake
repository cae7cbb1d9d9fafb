# The Debian package: `cpack -G DEB` in the build folder, or scripts/package for all packages there are.
set(REDRESS_MAINTAINER "The redress authors <redress@example.com>" CACHE STRING "Maintainer of the Debian package")
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/packages run OUTPUT_VARIABLE run OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE " " ", " run "${run}") # fonts and zones; shlibdeps finds the libraries

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${REDRESS_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "${run}, libcurl4") # loaded when a request is made, so shlibdeps does not see it
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libvips42, poppler-utils") # pictures, loaded when needed; pdftotext, run when there
set(CPACK_DEBIAN_PACKAGE_SUGGESTS man-db)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_VENDOR "")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "dispute evidence and credit repair for online sellers")
set(CPACK_PACKAGE_DESCRIPTION "redress turns the files a seller already has (chat exports, orders, reviews,
delivery logs, mails, screenshots) into a dated, verifiable evidence package,
an appeal in the platform's own terms, and figures that say which complaints
cost the rating most.
.
Everything stays on the seller's machine: no account, no token handed to
anybody; only `redress remote`, when told to, asks others for a timestamp.")
# Documents in Debian's shape are made in the staging folder.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/deb_docs.cmake)
include(CPack)
