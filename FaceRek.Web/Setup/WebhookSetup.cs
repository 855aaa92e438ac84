using FaceRek.Core.Attendance.Days;
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
                "Webhooks:Reachable opens the own network to messages and is for developers: leave it empty in Production."
            );
        }
        builder
            .Services.AddSingleton(new WebhookAddressRule(reachable))
            .AddSingleton<WebhookConnection>()
            .AddSingleton<WebhookSender>()
            .AddScoped<WebhookOutbox>()
            .AddScoped<WebhookDesk>()
            .AddScoped<ClosedDayPublisher>();
        return builder;
    }
}
