using FaceRek.Core.Billing.Events;
using FaceRek.Core.Billing.History;
using FaceRek.Core.Billing.Purchasing;
using FaceRek.Core.Billing.Stripe;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Mail;
using FaceRek.Core.Storage;
using FaceRek.Web.Hooks;
using Microsoft.AspNetCore.RateLimiting;

namespace FaceRek.Web.Setup;

internal static class BillingSetup
{
    /// <summary>Without keys everything works except purchases: trial and free plan need no Stripe.</summary>
    public static WebApplicationBuilder AddBilling(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.Get<BillingSettings>("Billing");
        builder
            .Services
            // Opened here and not on first use, so that unsafe settings stop the start and not a request.
            .AddSingleton(StripeConnection.Open(settings, builder.Environment.IsProduction()))
            .AddSingleton<InboxSignal>()
            .AddSingleton<StripeEventWorker>()
            .AddSingleton<BillingReconciliation>()
            .AddScoped<StripeInbox>()
            .AddScoped<DeadLetterDesk>()
            .AddScoped<StripeEventAdmin>()
            .AddScoped<SeatSync>()
            .AddScoped<DailySeatCount>()
            .AddScoped<BillingEmailSender>()
            .AddScoped<IEmailWriter, BillingEmailWriter>()
            .AddSingleton<StripePriceCache>()
            .AddSingleton<StripeProvisioner>()
            .AddSingleton<StripeCustomerReader>()
            .AddSingleton<CustomerLease>()
            .AddSingleton<SeatChangeQueue>()
            .AddSingleton<IChangeSignal, SyncedSeatSignal>()
            .AddScoped<Entitlement>()
            .AddScoped<SubscriptionOverviewReader>()
            .AddScoped<BillingHistory>()
            .AddScoped<SubscriptionSync>()
            .AddScoped<CustomerDesk>()
            .AddScoped<CheckoutDesk>()
            .AddScoped<CheckoutSessions>()
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
