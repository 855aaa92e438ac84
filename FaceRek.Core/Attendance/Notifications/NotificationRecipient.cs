using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Notifications;

/// <summary>The reader of an email.</summary>
/// <param name="Zone">IANA time zone of their site, else of the organization.</param>
internal sealed record NotificationRecipient(Guid UserId, string Email, string Name, string Zone)
{
    /// <summary>Of people who are there and have a sign-in, by the person's id.</summary>
    public static async Task<Dictionary<Guid, NotificationRecipient>> OfPeopleAsync(
        FaceRekDb db,
        Organization organization,
        IReadOnlyCollection<Guid> people,
        CancellationToken cancellationToken
    ) =>
        people.Count == 0
            ? []
            : await db
                .People.Active()
                .Where(person => people.Contains(person.Id))
                .Join(
                    db.Users,
                    person => person.UserId,
                    user => user.Id,
                    (person, user) =>
                        new
                        {
                            person.Id,
                            Zone = db
                                .Sites.Where(site => site.Id == person.SiteId)
                                .Select(site => site.Zone)
                                .FirstOrDefault(),
                            UserId = user.Id,
                            user.Email,
                            user.Name,
                        }
                )
                .ToDictionaryAsync(
                    reader => reader.Id,
                    reader => new NotificationRecipient(
                        reader.UserId,
                        reader.Email!,
                        reader.Name,
                        reader.Zone ?? organization.Zone
                    ),
                    cancellationToken
                );
}
