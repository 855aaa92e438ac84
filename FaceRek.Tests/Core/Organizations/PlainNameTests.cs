using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Core.Organizations;

public sealed class PlainNameTests
{
    [Theory]
    [InlineData("  Ada   Baker ", "Ada Baker")]
    [InlineData("Zoë O'Brien-Łuk", "Zoë O'Brien-Łuk")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("👩‍🍳 Bakery", "👩‍🍳 Bakery")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void A_name_in_any_script_is_kept_and_its_spaces_joined(string text, string name)
    {
        Assert.True(PlainName.TryRead(text, 100, out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Ada\0Baker")]
    [InlineData("Ada\r\nBcc: all")]
    [InlineData("Ada\u202Erekab")]
    [InlineData("Ada\u2066x")]
    [InlineData("\u200D\u200D")]
    [InlineData("...")]
    [InlineData("Ada\uFFFEBaker")]
    [InlineData("Ada\uFDD0Baker")]
    public void A_name_that_is_empty_or_hides_something_is_refused(string? text) =>
        Assert.False(PlainName.TryRead(text, 100, out _));

    [Fact]
    public void A_name_of_ten_thousand_characters_is_refused() =>
        Assert.False(PlainName.TryRead(new string('a', 10_000), 100, out _));
}
