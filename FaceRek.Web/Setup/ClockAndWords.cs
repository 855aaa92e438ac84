using FaceRek.Web.Components.Billing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRek.Web.Setup;

internal static class ClockAndWords
{
    public static WebApplicationBuilder AddClockAndWords(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        _ = builder.Services.AddLocalization().AddScoped<PlanWords>().AddScoped<SubscriptionWords>().AddScoped<BillingNotes>();
        _ = builder.Services.Configure<RequestLocalizationOptions>(options =>
            options.SetDefaultCulture("en-GB").AddSupportedCultures("en-GB").AddSupportedUICultures("en-GB"));
        return builder;
    }

    public static WebApplication UseWords(this WebApplication app)
    {
        _ = app.UseRequestLocalization();
        return app;
    }
}
