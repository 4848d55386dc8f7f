# Tests written with Python's unittest.

set(python ${PROJECT_SOURCE_DIR}/third_party/python/bin/python)

# python_test(FOLDER NAME [PROPERTY VALUE]...): the tests of that name, of a module, a class or a method.
function(python_test folder name)
  add_python_test(${folder} ${name} ${name} ${ARGN})
endfunction()

# add_python_test(FOLDER TEST NAME [PROPERTY VALUE]...): the same, as ctest's TEST.
function(add_python_test folder test name)
  add_test(NAME ${test} COMMAND ${python} -m unittest ${name}
           WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  set_tests_properties(${test} PROPERTIES TIMEOUT ${usual_timeout} ENVIRONMENT
    "SFI_BINARY=$<TARGET_FILE:state-fin-ingest>;SFI_SOURCE_DIR=${PROJECT_SOURCE_DIR};SFI_BUILD_DIR=${PROJECT_BINARY_DIR};PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}/command:${CMAKE_CURRENT_SOURCE_DIR}/server;PYTHONDONTWRITEBYTECODE=1"
    ${ARGN})
endfunction()

# python_tests(FOLDER [PROPERTY VALUE]...): each test method of FOLDER/*_test.py is a test of its own; a
# class without methods of its own that inherits another class of its file is one test, and so is one
# whose tests share a folder (support.SharedFolderTest), which begins early since it takes long.
function(python_tests folder)
  file(GLOB paths CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*_test.py)
  foreach(path IN LISTS paths)
    get_filename_component(module ${path} NAME_WE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(STRINGS ${path} lines REGEX "^class |^    def test_")
    set(classes "")  # those with tests
    set(class "")
    set(whole FALSE)  # whether the class is one test
    foreach(line IN LISTS lines ITEMS "class End")
      if(line MATCHES "^class ([A-Za-z0-9_]+)(\\(([A-Za-z0-9_, ]+)\\))?")
        set(next ${CMAKE_MATCH_1})
        set(base "${CMAKE_MATCH_3}")
        if(whole)
          set(cost "")
          if(shares)
            set(cost COST 50)
          endif()
          python_test(${folder} ${module}.${class} ${cost} ${ARGN})
        endif()
        set(class ${next})
        set(whole FALSE)
        set(shares FALSE)
        if(base MATCHES "SharedFolderTest")
          set(shares TRUE)
        elseif(base AND base IN_LIST classes)
          set(whole TRUE)
        endif()
      elseif(line MATCHES "def (test_[A-Za-z0-9_]+)")
        list(APPEND classes ${class})
        set(whole ${shares})
        if(NOT shares)
          python_test(${folder} ${module}.${class}.${CMAKE_MATCH_1} ${ARGN})
        endif()
      endif()
    endforeach()
  endforeach()
endfunction()
