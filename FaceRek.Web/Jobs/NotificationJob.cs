using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Storage;

namespace FaceRek.Web.Jobs;

/// <summary>Sends the due emails about attendance, one organization after the other.</summary>
internal sealed class NotificationJob(OrganizationRounds rounds) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancellationToken) =>
        rounds.ForEachOrganizationAsync(
            new OrganizationRound("Emails about attendance"),
            db => db.Organizations.Select(organization => organization.Id),
            services => services.GetRequiredService<NotificationSender>().RunAsync(cancellationToken),
            cancellationToken
        );
}
