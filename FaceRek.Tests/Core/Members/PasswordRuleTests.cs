using FaceRek.Core.Members;

namespace FaceRek.Tests.Core.Members;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("seven77", PasswordError.TooShort)]
    [InlineData("          ", PasswordError.Common)]
    [InlineData("Password123!", PasswordError.Common)]
    [InlineData("p@ssw0rd2024", PasswordError.Common)]
    [InlineData("qwertyuiop", PasswordError.Common)]
    [InlineData("1234567890", PasswordError.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordError.Common)]
    [InlineData("passwordpassword1", PasswordError.Common)]
    [InlineData("!!Football2026!!", PasswordError.Common)]
    [InlineData("facerek2026!", PasswordError.SaysWhoYouAre)]
    [InlineData("BakerDaughters1", PasswordError.SaysWhoYouAre)]
    [InlineData("ada@bakery.example", PasswordError.SaysWhoYouAre)]
    public void A_password_that_is_easy_to_guess_is_refused_with_its_reason(string password, PasswordError error) =>
        Assert.Equal(error, PasswordRule.FaultOf(password, "Ada", "Baker & Daughters", "ada@bakery.example", "ada"));

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("  two spaces before")]
    [InlineData("zwölf Boxkämpfer jagen")]
    [InlineData("🐙🐳🦀🦑🐠 reef")]
    [InlineData("bakery windows smell of rye")]
    public void A_few_unrelated_words_are_good(string password) =>
        Assert.Null(PasswordRule.FaultOf(password, "Ada", "Baker & Daughters", "ada@bakery.example", "ada"));

    [Fact]
    public void A_password_may_have_128_characters_and_not_one_more()
    {
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => (char)('a' + (i * 7 % 26))));
        Assert.Null(PasswordRule.FaultOf(longest));
        Assert.Equal(PasswordError.TooLong, PasswordRule.FaultOf(longest + "x"));
    }
}
