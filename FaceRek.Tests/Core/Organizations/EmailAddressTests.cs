using FaceRek.Core.Organizations;

namespace FaceRek.Tests.Core.Organizations;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("Ada@Bakery.Example", "Ada@bakery.example")]
    [InlineData(" o'brien+work@mail.bakery.example ", "o'brien+work@mail.bakery.example")]
    [InlineData("ada@bäckerei.example", "ada@xn--bckerei-5wa.example")]
    [InlineData("ada@аpple.example", "ada@xn--pple-43d.example")]
    public void An_address_is_read_and_a_look_alike_domain_shows_itself(string text, string address)
    {
        Assert.True(EmailAddress.TryRead(text, out var read));
        Assert.Equal(address, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@bakery.example")]
    [InlineData("ada@bakery")]
    [InlineData("ada@@bakery.example")]
    [InlineData("ada@home@bakery.example")]
    [InlineData("ada@bakery.example\r\nBcc: all@bakery.example")]
    [InlineData("ada\n@bakery.example")]
    [InlineData("ada@bakery..example")]
    [InlineData("Ada <ada@bakery.example>")]
    [InlineData("ada,eve@bakery.example")]
    [InlineData("ada@-bakery.example")]
    public void What_is_not_one_address_is_refused(string? text) => Assert.False(EmailAddress.TryRead(text, out _));

    [Fact]
    public void An_address_of_320_characters_is_refused() =>
        Assert.False(EmailAddress.TryRead(new string('a', 64) + "@" + new string('b', 247) + ".example", out _));
}
