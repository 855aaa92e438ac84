using FaceRek.Core.People;

namespace FaceRek.Tests.Core.People;

public sealed class PersonDetailsTests
{
    [Theory]
    [InlineData("  Ada  Lovelace ", "Ada Lovelace")]
    [InlineData("Zoë Ñandú", "Zoë Ñandú")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("Kim 👩‍🚀", "Kim 👩‍🚀")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("{{7*7}}", "{{7*7}}")]
    [InlineData("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")")]
    [InlineData("O'Brien; DROP TABLE People;--", "O'Brien; DROP TABLE People;--")]
    public void A_name_is_whatever_people_are_called(string typed, string name) =>
        Assert.Equal(
            name,
            Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(typed, null, null)).Details.Name
        );

    [Theory]
    [InlineData(null, DetailError.NameMissing)]
    [InlineData("   ", DetailError.NameMissing)]
    [InlineData("Ada\u202Eecalevol", DetailError.NameUnreadable)]
    [InlineData("Ada\u0000", DetailError.NameUnreadable)]
    [InlineData("Ada\r\n2026-01-01 admin login ok", DetailError.NameUnreadable)]
    [InlineData("\u001B[31mAda", DetailError.NameUnreadable)]
    [InlineData("\u2066Ada", DetailError.NameUnreadable)]
    public void A_name_that_hides_something_is_refused(string? typed, DetailError error) =>
        Assert.Equal([error], Assert.IsType<PersonDetailsReading.Bad>(PersonDetails.Read(typed, null, null)).Errors);

    [Fact]
    public void A_name_has_at_most_a_hundred_characters()
    {
        Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read(new string('a', 100), null, null));
        Assert.Equal(
            [DetailError.NameTooLong],
            Assert.IsType<PersonDetailsReading.Bad>(PersonDetails.Read(new string('a', 101), null, null)).Errors
        );
        Assert.Equal(
            [DetailError.NameTooLong],
            Assert.IsType<PersonDetailsReading.Bad>(PersonDetails.Read(new string('a', 10_000), null, null)).Errors
        );
    }

    [Theory]
    [InlineData("ada+work@bakery.example", true)]
    [InlineData("ada@a@bakery.example", false)]
    [InlineData("ada@bakery.example\r\nBcc: all@bakery.example", false)]
    [InlineData("ada", false)]
    [InlineData("Ada <ada@bakery.example>", false)]
    public void An_email_is_one_bare_address(string typed, bool isGood) =>
        Assert.Equal(isGood, PersonDetails.Read("Ada", null, typed) is PersonDetailsReading.Good);

    [Fact]
    public void Empty_external_id_and_email_are_none()
    {
        var details = Assert.IsType<PersonDetailsReading.Good>(PersonDetails.Read("Ada", " ", "")).Details;
        Assert.Null(details.ExternalId);
        Assert.Null(details.Email);
    }

    [Theory]
    [InlineData("MÜLLER", "müller")]
    [InlineData("Müller", "muller")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Łukasz", "lukasz")]
    [InlineData("İpek", "ipek")]
    [InlineData("ΑΘΗΝΑ", "αθηνα")]
    public void Folding_forgets_case_and_accents(string one, string other) =>
        Assert.Equal(Folded.Of(one), Folded.Of(other));
}
