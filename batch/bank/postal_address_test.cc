#include "batch/bank/postal_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izmaksa {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Written(const PostalAddress& address, Letters letters = Letters::kBasicLatin) {
  std::string out = "before";
  const absl::Status status = AppendPostalAddress(address, letters, &out);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_THAT(out, StartsWith("before<PstlAdr>"));
  return out.substr(6);
}

std::string Refusal(const PostalAddress& address) {
  std::string out = "before";
  const absl::Status status = AppendPostalAddress(address, Letters::kBasicLatin, &out);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(out, "before");
  return std::string(status.message());
}

PostalAddress Free(const std::string& text) { return {"", "", "", "Tallinn", "EE", text}; }

TEST(PostalAddressTest, AStructuredAddressHasEveryPartInItsOwnElement) {
  EXPECT_EQ(Written({"Brīvības iela", "1 k-2", "LV-1010", "Rīga", "LV", ""}, Letters::kLatvian),
            "<PstlAdr><StrtNm>Brīvības iela</StrtNm><BldgNb>1 k-2</BldgNb><PstCd>LV-1010</PstCd>"
            "<TwnNm>Rīga</TwnNm><Ctry>LV</Ctry></PstlAdr>");
}

TEST(PostalAddressTest, AHybridAddressHasTownAndCountryInTheirOwn) {
  EXPECT_EQ(Written(Free("Õie 1-2")),
            "<PstlAdr><TwnNm>Tallinn</TwnNm><Ctry>EE</Ctry><AdrLine>Oie 1-2</AdrLine></PstlAdr>");
}

TEST(PostalAddressTest, FreeTextTakesOneLineOfSeventyOrTwo) {
  const std::string seventy(70, 'a');
  EXPECT_THAT(Written(Free(seventy)), HasSubstr("<AdrLine>" + seventy + "</AdrLine></PstlAdr>"));
  EXPECT_THAT(Written(Free(seventy + "b")),
              HasSubstr("<AdrLine>" + seventy + "</AdrLine><AdrLine>b</AdrLine></PstlAdr>"));
  EXPECT_THAT(Written(Free(std::string(140, 'a'))),
              HasSubstr("<AdrLine>" + seventy + "</AdrLine><AdrLine>" + seventy + "</AdrLine>"));
  EXPECT_THAT(Written(Free(seventy + " b")),
              HasSubstr("<AdrLine>" + seventy + "</AdrLine><AdrLine>b</AdrLine></PstlAdr>"));
  EXPECT_THAT(Written(Free(std::string(60, 'a') + " " + std::string(60, 'b'))),
              HasSubstr("<AdrLine>" + std::string(60, 'a') + "</AdrLine><AdrLine>" +
                        std::string(60, 'b') + "</AdrLine>"));
  EXPECT_THAT(Written(Free("a " + std::string(138, 'b'))),
              HasSubstr("<AdrLine>a " + std::string(68, 'b') + "</AdrLine><AdrLine>b"))
      << "parted at the space, the second line would be too long";
  EXPECT_THAT(Refusal(Free(std::string(141, 'a'))), StartsWith("TEXT_TOO_LONG: 141 characters"));
}

TEST(PostalAddressTest, CharactersAreCountedAndNotBytes) {
  std::string text;
  for (int i = 0; i < 71; ++i) text += "ķ";
  PostalAddress address = Free(text);
  EXPECT_THAT(Written(address, Letters::kLatvian), HasSubstr("ķ</AdrLine><AdrLine>ķ</AdrLine>"));
}

TEST(PostalAddressTest, FreeTextAloneIsNeverWritten) {
  for (const PostalAddress& address : {PostalAddress{"", "", "", "", "", "Tallinn, Oie 1"},
                                       PostalAddress{"", "", "", "Tallinn", "", "x"},
                                       PostalAddress{"Oie", "1", "", "", "EE", ""}}) {
    EXPECT_THAT(Refusal(address), StartsWith("ADDRESS_UNSTRUCTURED: "));
  }
}

TEST(PostalAddressTest, PartsThatDoNotFitAreNamed) {
  EXPECT_THAT(Refusal({std::string(71, 'a'), "", "", "Tallinn", "EE", ""}),
              AllOf(StartsWith("TEXT_TOO_LONG: "), HasSubstr("in StrtNm")));
  EXPECT_THAT(Refusal({"", std::string(17, '1'), "", "Tallinn", "EE", ""}), HasSubstr("in BldgNb"));
  EXPECT_THAT(Refusal({"", "", std::string(17, '1'), "Tallinn", "EE", ""}), HasSubstr("in PstCd"));
  EXPECT_THAT(Refusal({"", "", "", std::string(36, 'a'), "EE", ""}), HasSubstr("in TwnNm"));
  EXPECT_THAT(Refusal({"", "", "", "Тарту", "EE", ""}),
              AllOf(StartsWith("CHARSET: "), HasSubstr("in TwnNm")));
  for (const char* country : {"EST", "ee", "E", "E<"})
    EXPECT_THAT(Refusal({"", "", "", "Tallinn", country, ""}), StartsWith("ADDRESS_COUNTRY: "));
}

TEST(PostalAddressTest, NoPartAtAllIsNoAddress) {
  EXPECT_TRUE(IsEmpty(PostalAddress()));
  EXPECT_FALSE(IsEmpty(Free("")));
}

}  // namespace
}  // namespace izmaksa
