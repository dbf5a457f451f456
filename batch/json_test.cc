#include "batch/json.h"

#include "gtest/gtest.h"

namespace izmaksa {
namespace {

TEST(JsonWriterTest, WritesFieldsInTheOrderGiven) {
  JsonWriter json;
  json.Object().Field("b", "x").Field("a", Money::Cents(-7)).Key("list").Array();
  json.Number(1).Bool(false).Null().Object().EndObject().EndArray().Key("none").Array().EndArray();
  json.EndObject();
  EXPECT_EQ(
      json.Take(),
      "{\n  \"b\": \"x\",\n  \"a\": \"-0.07\",\n  \"list\": [\n    1,\n    false,\n    null,\n"
      "    {}\n  ],\n  \"none\": []\n}\n");
}

TEST(JsonWriterTest, WritesOnOneLineAndStartsAnew) {
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.Object().Field("n", 1).Field("t", true).EndObject();
  EXPECT_EQ(json.Take(), "{\"n\":1,\"t\":true}\n");
  json.String("again");
  EXPECT_EQ(json.Take(), "\"again\"\n");
}

TEST(JsonWriterTest, EscapesWhatJsonMustEscapeAndNothingElse) {
  JsonWriter json(JsonWriter::Layout::kOneLine);
  json.String(absl::string_view("\"a\\b\"\n\t\0ī/", 11));
  EXPECT_EQ(json.Take(), "\"\\\"a\\\\b\\\"\\n\\u0009\\u0000ī/\"\n");
}

TEST(JsonWriterDeathTest, DiesOnAValueOutOfPlace) {
  EXPECT_DEATH(JsonWriter().Object().Number(1), "broken invariant");
  EXPECT_DEATH(JsonWriter().Array().Key("a"), "broken invariant");
  EXPECT_DEATH(JsonWriter().Object().Key("a").EndObject(), "broken invariant");
  EXPECT_DEATH(JsonWriter().Object().EndArray(), "broken invariant");
  EXPECT_DEATH(JsonWriter().Object().Take(), "broken invariant");
}

}  // namespace
}  // namespace izmaksa
