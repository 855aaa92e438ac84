using FaceRek.Core.Members;

namespace FaceRek.Tests.Core.Members;

public sealed class PasswordRuleTests
{
    [Theory]
    [InlineData("seven77", PasswordFault.TooShort)]
    [InlineData("          ", PasswordFault.Common)]
    [InlineData("Password123!", PasswordFault.Common)]
    [InlineData("p@ssw0rd2024", PasswordFault.Common)]
    [InlineData("qwertyuiop", PasswordFault.Common)]
    [InlineData("1234567890", PasswordFault.Common)]
    [InlineData("aaaaaaaaaaaa", PasswordFault.Common)]
    [InlineData("passwordpassword1", PasswordFault.Common)]
    [InlineData("!!Football2026!!", PasswordFault.Common)]
    [InlineData("facerek2026!", PasswordFault.SaysWhoYouAre)]
    [InlineData("BakerDaughters1", PasswordFault.SaysWhoYouAre)]
    [InlineData("ada@bakery.example", PasswordFault.SaysWhoYouAre)]
    public void What_everybody_would_try_first_is_refused_with_its_reason(string password, PasswordFault fault) =>
        Assert.Equal(fault, PasswordRule.FaultOf(password, "Ada", "Baker & Daughters", "ada@bakery.example", "ada"));

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
        Assert.Equal(PasswordFault.TooLong, PasswordRule.FaultOf(longest + "x"));
    }
}
