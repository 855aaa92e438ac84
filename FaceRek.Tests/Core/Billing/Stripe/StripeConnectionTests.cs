using FaceRek.Core.Billing.Stripe;
using FaceRek.Web.Setup;

namespace FaceRek.Tests.Core.Billing.Stripe;

public sealed class StripeConnectionTests
{
    private const string TestKey = "sk_test_51Abc";
    private const string Double = "http://127.0.0.1:12111";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    public void A_blank_key_is_no_error_and_nothing_is_sold(string? key)
    {
        var stripe = StripeConnection.Open(
            new BillingSettings { SecretKey = key, WebhookSecret = key },
            isProduction: true
        );
        Assert.False(stripe.IsConfigured);
        Assert.Empty(stripe.WebhookSecrets);
    }

    [Theory]
    [InlineData("sk_test_51Abc", false)]
    [InlineData("rk_test_51Abc", false)]
    [InlineData("sk_live_51Abc", true)]
    [InlineData("rk_live_51Abc\n", true)]
    public void The_key_says_whether_money_is_real(string key, bool isLive)
    {
        var stripe = StripeConnection.Open(new BillingSettings { SecretKey = key }, isProduction: true);
        Assert.Equal((true, isLive), (stripe.IsConfigured, stripe.IsLive));
    }

    [Fact]
    public void Production_refuses_a_stand_in_for_Stripe() =>
        Refused(new BillingSettings { SecretKey = TestKey, ApiBase = Double }, isProduction: true);

    [Fact]
    public void The_application_does_not_even_start_with_a_double_in_production()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-");
        try
        {
            var exception = Assert.Throws<InvalidOperationException>(() =>
                FaceRekHost.Build([
                    "--environment",
                    "Production",
                    "--Data:Folder",
                    folder.FullName,
                    "--Billing:SecretKey",
                    TestKey,
                    "--Billing:ApiBase",
                    Double,
                ])
            );
            Assert.Contains("Billing:ApiBase", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("https://api.stripe.com.evil.example", TestKey)]
    [InlineData("http://192.168.1.7:12111", TestKey)]
    [InlineData("ftp://127.0.0.1", TestKey)]
    [InlineData("not an address", TestKey)]
    [InlineData(Double, "sk_live_51Abc")]
    [InlineData(Double, "rk_test_51Abc")]
    public void Elsewhere_only_this_machine_may_and_only_with_a_test_key(string apiBase, string key) =>
        Refused(new BillingSettings { SecretKey = key, ApiBase = apiBase }, isProduction: false);

    [Fact]
    public void A_double_on_this_machine_serves_development()
    {
        var stripe = StripeConnection.Open(
            new BillingSettings { SecretKey = TestKey, ApiBase = Double + "/" },
            isProduction: false
        );
        Assert.Equal((true, $" {Double}"), (stripe.IsConfigured, stripe.PageOrigins));
    }

    [Theory]
    [InlineData("pk_test_51Abc")]
    [InlineData("whsec_51Abc")]
    [InlineData("sk_test_51 Abc")]
    public void What_is_no_secret_key_ends_the_start_without_being_repeated(string key)
    {
        var error = Refused(new BillingSettings { SecretKey = key }, isProduction: true);
        Assert.DoesNotContain(key, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Printed_settings_hold_no_secret()
    {
        var settings = new BillingSettings
        {
            SecretKey = TestKey,
            WebhookSecret = "whsec_1",
            PreviousWebhookSecret = "whsec_0",
        };
        Assert.DoesNotContain("_", settings.ToString(), StringComparison.Ordinal);
    }

    private static string Refused(BillingSettings settings, bool isProduction) =>
        Assert.Throws<InvalidOperationException>(() => StripeConnection.Open(settings, isProduction)).Message;
}
