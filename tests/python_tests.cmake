# python_tests(FOLDER LABEL [PROPERTY VALUE]...): each test method of FOLDER/*_test.py is a test of its own.
set(python ${PROJECT_SOURCE_DIR}/third_party/python/bin/python)

function(python_tests folder label)
  file(GLOB paths CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*_test.py)
  foreach(path IN LISTS paths)
    get_filename_component(module ${path} NAME_WE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(STRINGS ${path} lines REGEX "^class |^    def test_")
    foreach(line IN LISTS lines)
      if(line MATCHES "^class ([A-Za-z0-9_]+)")
        set(class ${CMAKE_MATCH_1})
      elseif(line MATCHES "def (test_[A-Za-z0-9_]+)")
        set(name ${module}.${class}.${CMAKE_MATCH_1})
        add_test(NAME ${name}
                 COMMAND ${python} -m unittest ${name}
                 WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
        set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 300 ENVIRONMENT
          "SFI_BINARY=$<TARGET_FILE:state-fin-ingest>;SFI_SOURCE_DIR=${PROJECT_SOURCE_DIR};SFI_BUILD_DIR=${PROJECT_BINARY_DIR};PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}/command:${CMAKE_CURRENT_SOURCE_DIR}/server;PYTHONDONTWRITEBYTECODE=1"
          ${ARGN})
      endif()
    endforeach()
  endforeach()
endfunction()
