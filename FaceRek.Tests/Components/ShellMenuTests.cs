using FaceRek.Web.Components;

namespace FaceRek.Tests.Components;

public sealed class ShellMenuTests
{
    [Theory]
    [InlineData("Ada Baker", "AB")]
    [InlineData("maria de la cruz", "MC")]
    [InlineData("Li", "L")]
    [InlineData("𠮷田 太郎", "𠮷太")]
    [InlineData("  ", "")]
    public void Initials_are_the_first_characters_of_the_first_and_the_last_word(string name, string initials) =>
        Assert.Equal(initials, ShellMenu.Initials(name));
}
