// qpdf's headers. With clang 14 its class JSON does not compile as C++20 (a vector of the class itself, whose destructor
// clang wants to know too early); nothing here uses it, so there it is declared alone.
#pragma once

#define POINTERHOLDER_TRANSITION 4 // qpdf 11 asks which pointers are meant: the standard ones

#ifdef __clang__
#define JSON_HH
class JSON;
#endif

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
