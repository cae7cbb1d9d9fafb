# Every library the product links (DESIGN: dependencies). All are Debian 12 packages; scripts/packages names them.
find_program(MANDOC mandoc REQUIRED) # renders the manual for `redress help`
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(OpenSSL REQUIRED)
find_package(CURL REQUIRED) # its headers: the library is loaded when a request is made (remote/http_curl)
find_package(LibArchive REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(date REQUIRED)
find_package(Boost REQUIRED) # headers only: the incomplete beta function (analyze/reputation.cpp)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo cairo-pdf cairo-ft pangocairo pangoft2 fontconfig)
pkg_check_modules(GMIME REQUIRED IMPORTED_TARGET gmime-3.0)
pkg_check_modules(XML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(HS REQUIRED IMPORTED_TARGET libhs)
pkg_check_modules(QPDF REQUIRED libqpdf)
pkg_check_modules(VIPS REQUIRED vips) # its headers: the library is loaded when a picture is read (bundle/vips)
find_library(CSV_LIBRARY csv REQUIRED)
find_library(SIMDJSON_LIBRARY simdjson REQUIRED) # its CMake target would build everything with -pthread
find_library(SQLITECPP_LIBRARY SQLiteCpp REQUIRED)

add_library(redress_dependencies INTERFACE)
target_link_libraries(redress_dependencies INTERFACE
  fmt::fmt nlohmann_json::nlohmann_json ICU::uc ICU::i18n OpenSSL::Crypto LibArchive::LibArchive ZLIB::ZLIB
  ${SQLITECPP_LIBRARY} SQLite::SQLite3 date::date-tz Boost::headers PkgConfig::CAIRO PkgConfig::GMIME PkgConfig::XML2
  PkgConfig::HS ${QPDF_LINK_LIBRARIES} ${CSV_LIBRARY} ${SIMDJSON_LIBRARY})
