using FaceRek.Core.People;

namespace FaceRek.Tests.Core.People;

public sealed class PinTests
{
    [Theory]
    [InlineData("271828", true)]
    [InlineData("9035768142", true)]
    [InlineData("12345", false)]
    [InlineData("12345678901", false)]
    [InlineData("123456", false)]
    [InlineData("987654", false)]
    [InlineData("777777", false)]
    [InlineData("27182a", false)]
    [InlineData("٢٧١٨٢٨", false)]
    [InlineData("", false)]
    public void A_pin_is_six_to_ten_digits_and_no_run(string pin, bool isAcceptable) =>
        Assert.Equal(isAcceptable, Pin.IsAcceptable(pin));

    [Fact]
    public void A_pin_matches_its_own_hash_only_and_the_hash_does_not_show_it()
    {
        var hash = Pin.Hash("271828");

        Assert.True(Pin.Matches(hash, "271828"));
        Assert.False(Pin.Matches(hash, "271829"));
        Assert.False(Pin.Matches(null, "271828"));
        Assert.DoesNotContain("271828", hash, StringComparison.Ordinal);
        Assert.NotEqual(hash, Pin.Hash("271828"));
    }
}
