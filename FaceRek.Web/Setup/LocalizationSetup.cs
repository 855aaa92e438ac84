using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRek.Web.Setup;

internal static class LocalizationSetup
{
    public static WebApplicationBuilder AddClockAndWords(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder
            .Services.AddLocalization()
            .AddScoped<PlanText>()
            .AddScoped<SubscriptionText>()
            .AddScoped<BillingNotes>();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
            options.SetDefaultCulture("en-GB").AddSupportedCultures("en-GB").AddSupportedUICultures("en-GB")
        );
        return builder;
    }

    public static WebApplication UseWords(this WebApplication app)
    {
        app.UseRequestLocalization();
        return app;
    }
}
