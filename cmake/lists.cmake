# Turns a list into gen/<name>.inc, one X(item) a line, and stops if a piece that belongs to an item is missing.
function(redress_list name)
  set(text "")
  foreach(item IN LISTS ARGN)
    string(APPEND text "X(${item})\n")
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/gen/${name}.inc CONTENT "${text}")
endfunction()

function(redress_need what item)
  foreach(pattern IN LISTS ARGN)
    file(GLOB found ${CMAKE_SOURCE_DIR}/${pattern})
    if(NOT found)
      message(FATAL_ERROR "${what} '${item}' lacks ${pattern}")
    endif()
  endforeach()
endfunction()

redress_list(commands ${COMMANDS})
redress_list(formats ${FORMATS})
redress_list(renderers ${RENDERERS})

# Migrations carry their SQL: X(name, R"sql(…)sql")
set(sql "")
foreach(item IN LISTS MIGRATIONS)
  set(file ${CMAKE_SOURCE_DIR}/lib/store/migrations/${item}.sql)
  file(READ ${file} text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  string(APPEND sql "X(\"${item}\", R\"sql(${text})sql\")\n")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/gen/migrations.inc CONTENT "${sql}")

# The catalogue of words for people (base/said) as rows of C++: X("english", "translated")
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/gen/words_zh.inc
  COMMAND ${CMAKE_SOURCE_DIR}/scripts/words --rows ${CMAKE_SOURCE_DIR}/po/zh.po ${CMAKE_BINARY_DIR}/gen/words_zh.inc
  DEPENDS ${CMAKE_SOURCE_DIR}/po/zh.po ${CMAKE_SOURCE_DIR}/scripts/words VERBATIM)
set(WORDS ${CMAKE_BINARY_DIR}/gen/words_zh.inc)

foreach(item IN LISTS COMMANDS)
  redress_need("command" ${item} cmd/${item}.cpp man/redress-${item}.1 tests/golden/${item}*/cmd)
endforeach()
foreach(item IN LISTS FORMATS)
  redress_need("format" ${item} lib/ingest/${item}.cpp tests/golden/ingest-${item}*/cmd tests/fuzz/seeds/${item}*)
endforeach()

# Families of the fuzzer (tests/fuzz/families) as X(family, format).
set(families ${CMAKE_SOURCE_DIR}/tests/fuzz/families)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${families})
file(STRINGS ${families} lines REGEX "^[a-z]+:")
set(text "")
set(fuzzed "")
foreach(line IN LISTS lines)
  string(REGEX MATCHALL "[a-z0-9_]+" words "${line}")
  list(POP_FRONT words family)
  list(APPEND fuzzed ${words})
  foreach(word IN LISTS words)
    string(APPEND text "X(${family}, ${word})\n")
  endforeach()
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/gen/families.inc CONTENT "${text}")
foreach(item IN LISTS FORMATS)
  if(NOT item IN_LIST fuzzed)
    message(FATAL_ERROR "format '${item}' is in no line of tests/fuzz/families")
  endif()
endforeach()
foreach(item IN LISTS RENDERERS)
  redress_need("renderer" ${item} lib/render/${item}.cpp)
endforeach()

# The manual as text, for `redress help`.
file(GLOB MAN_PAGES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/man/*.[15])
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/gen/pages.inc
  COMMAND ${CMAKE_COMMAND} -DMANDOC=${MANDOC} "-DOS=redress ${PROJECT_VERSION}" -DOUT=${CMAKE_BINARY_DIR}/gen/pages.inc
    -P ${CMAKE_SOURCE_DIR}/cmake/pages.cmake -- ${MAN_PAGES}
  DEPENDS ${MAN_PAGES} ${CMAKE_SOURCE_DIR}/cmake/pages.cmake VERBATIM)
