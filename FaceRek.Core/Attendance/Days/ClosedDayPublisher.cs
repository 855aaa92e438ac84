using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Sends events for days that closed since the last round. A day closes by time and not by an action, so each endpoint
/// stores how far it was sent; that position and the messages are saved together. Later changes of a day, such as a
/// correction, are events of their own.
/// </summary>
public sealed class ClosedDayPublisher(FaceRekDb db, TimeProvider clock)
{
    /// <summary>Sent in portions, so that an endpoint that was stopped for long does not get everything at once.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromHours(6);

    /// <summary>A day settles at most this long after it began, over midnight and in any time zone.</summary>
    private const int MaxSettlingDays = 3;

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (
            var endpoint in await db
                .WebhookEndpoints.Where(endpoint => endpoint.StoppedAt == null)
                .AsTracking()
                .ToListAsync(cancellationToken)
        )
        {
            if (!endpoint.Wants(WebhookEvent.DayClosed))
            {
                continue;
            }
            for (
                var from = endpoint.DaysToldUntil ?? endpoint.CreatedAt;
                from < now;
                from = endpoint.DaysToldUntil!.Value
            )
            {
                var until = now - from > Piece ? from + Piece : now;
                foreach (var news in await ClosedAsync(from, until, cancellationToken))
                {
                    db.WebhookDeliveries.AddRange(
                        WebhookDelivery.Of([endpoint], WebhookEvent.DayClosed, news, clock.GetUtcNow())
                    );
                }
                endpoint.DaysToldUntil = until;
                await db.SaveChangesAsync(cancellationToken);
            }
        }
    }

    private async Task<List<DayPayload>> ClosedAsync(
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        var (first, last) = (
            DateOnly.FromDateTime(from.UtcDateTime).AddDays(-MaxSettlingDays),
            DateOnly.FromDateTime(until.UtcDateTime).AddDays(1)
        );
        var rows = await db
            .AttendanceDays.Between(first, last)
            .Where(day => day.SettlesAt > from && day.SettlesAt <= until)
            .OrderBy(day => day.On)
            .ThenBy(day => day.PersonId)
            .Select(day => new
            {
                Day = day,
                ExternalId = db
                    .People.Where(person => person.Id == day.PersonId)
                    .Select(person => person.ExternalId)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => DayPayload.Of(row.Day, row.ExternalId));
    }
}

/// <summary>A closed day in a webhook. Durations in whole seconds.</summary>
public sealed record DayPayload(
    Guid PersonId,
    string? ExternalId,
    DateOnly On,
    string Zone,
    string Status,
    int WorkedSeconds,
    int PaidSeconds,
    int OvertimeSeconds,
    int LateSeconds,
    int EarlySeconds,
    bool NeedsDecision
)
{
    public static DayPayload Of(AttendanceDay day, string? externalId) =>
        new(
            day.PersonId,
            externalId,
            day.On,
            day.Zone,
            day.Status.ToString().ToLowerInvariant(),
            day.WorkedSeconds,
            day.PaidSeconds,
            day.OvertimeSeconds,
            day.LateSeconds,
            day.EarlySeconds,
            day.NeedsDecision
        );
}
