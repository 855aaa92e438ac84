using FaceRek.Core.Billing;
using FaceRek.Web.Hooks;
using Microsoft.AspNetCore.RateLimiting;

namespace FaceRek.Web.Setup;

internal static class BillingSetup
{
    /// <summary>Without keys everything is there and nothing can be bought: trial and free plan work by themselves.</summary>
    public static WebApplicationBuilder AddBilling(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.Get<BillingSettings>("Billing");
        builder
            .Services
            // Opened here and not when first asked for, so that unsafe settings end the start and not a request.
            .AddSingleton(StripeConnection.Open(settings, builder.Environment.IsProduction()))
            .AddSingleton<InboxBell>()
            .AddSingleton<InboxWork>()
            .AddSingleton<BillingRounds>()
            .AddHostedService<BillingClock>()
            .AddScoped<StripeInbox>()
            .AddScoped<DeadLetterDesk>()
            .AddScoped<InboxKeeper>()
            .AddScoped<SeatSync>()
            .AddScoped<BillingDay>()
            .AddScoped<OwnersPost>()
            .AddSingleton<PriceBook>()
            .AddSingleton<Shopfitter>()
            .AddSingleton<CustomerReader>()
            .AddSingleton<CustomerLease>()
            .AddSingleton<SeatBell>()
            .AddScoped<Entitlement>()
            .AddScoped<BillingOffice>()
            .AddScoped<BillingBooks>()
            .AddScoped<SubscriptionSync>()
            .AddScoped<CustomerDesk>()
            .AddScoped<CheckoutDesk>()
            .AddScoped<PortalDesk>()
            .AddScoped<PlanChangeDesk>()
            .AddScoped<CancellationDesk>()
            .AddScoped<InvoiceDesk>();
        builder.Services.Configure<RateLimiterOptions>(options =>
            options.AddPolicy(StripeHook.Limit, StripeHook.Partition)
        );
        return builder;
    }
}
