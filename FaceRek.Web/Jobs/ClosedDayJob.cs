using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;

namespace FaceRek.Web.Jobs;

/// <summary>Writes the webhooks about days that have closed.</summary>
internal sealed class ClosedDayJob(OrganizationRounds rounds) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        rounds.ForEachOrganizationAsync(
            new OrganizationRound("Announcing closed days"),
            db =>
                db.OfEveryOrganization<WebhookEndpoint>()
                    .Where(endpoint => endpoint.StoppedAt == null && endpoint.Events.Contains(WebhookEvent.DayClosed))
                    .Select(endpoint => endpoint.OrganizationId),
            services => services.GetRequiredService<ClosedDayPublisher>().TellAsync(cancellationToken),
            cancellationToken
        );
}
