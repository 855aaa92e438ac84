using FaceRek.Core.Billing.Plans;

namespace FaceRek.Tests.Core.Billing.Plans;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(250, "eur", "€2.50")]
    [InlineData(-100, "gbp", "−£1.00")]
    [InlineData(123_456_789, "usd", "$1,234,567.89")]
    [InlineData(1200, "jpy", "JPY 1,200")]
    [InlineData(1200, "kwd", "KWD 1.200")]
    [InlineData(0, "chf", "CHF 0.00")]
    public void It_is_written_as_people_write_it(long minor, string currency, string text)
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
        Assert.Equal(text, new Money(minor, currency).ToString());
    }

    [Fact]
    public void Two_currencies_do_not_add_up() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, "eur").Plus(new Money(1, "usd")));

    [Fact]
    public void An_amount_too_large_is_an_error_and_not_another_amount() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "eur").Times(2));
}
