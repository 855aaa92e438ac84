using System.Globalization;
using Bunit;
using FaceRek.Web;
using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace FaceRek.Tests.Components.Billing;

/// <summary>The services of billing components, in the language of the site.</summary>
internal static class BillingBunit
{
    public static BunitContext WithBillingWords(this BunitContext bunit)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        bunit.Services.AddLocalization().AddLogging().AddScoped<PlanText>().AddScoped<SubscriptionText>();
        return bunit;
    }

    public static IStringLocalizer<Words> Words(this BunitContext bunit) =>
        bunit.Services.GetRequiredService<IStringLocalizer<Words>>();
}
