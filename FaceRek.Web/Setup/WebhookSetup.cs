using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Setup;

internal static class WebhookSetup
{
    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        var reachable = builder
            .Configuration.Get<WebhookSettings>("Webhooks")
            .Reachable.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (reachable.Length > 0 && builder.Environment.IsProduction())
        {
            throw new InvalidOperationException(
                "Webhooks:Reachable allows messages to your own network and is for developers. Leave it empty in Production."
            );
        }
        builder
            .Services.AddSingleton(new WebhookAddressRule(reachable))
            .AddSingleton<WebhookConnection>()
            .AddSingleton<WebhookSender>()
            .AddScoped<WebhookDesk>()
            .AddScoped<ClosedDayPublisher>()
            .AddSingleton<IWebhookSource, PersonWebhooks>()
            .AddSingleton<IWebhookSource, ConsentWebhooks>()
            .AddSingleton<IWebhookSource, FaceWebhooks>()
            .AddSingleton<IWebhookSource, PunchWebhooks>()
            .AddSingleton<IWebhookSource, CorrectionWebhooks>()
            .AddSingleton<IWebhookSource, SubscriptionWebhooks>();
        return builder;
    }
}
