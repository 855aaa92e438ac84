using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>Where punches are written, whatever way they came: repeats are found, the next number is taken, and what belongs to the punch, its day among it, is saved with it.</summary>
public sealed class PunchBook(
    FaceRekDb db,
    CurrentOrganization current,
    DayFacts facts,
    DayKeeper days,
    WebhookOutbox outbox,
    BoardNews news
)
{
    /// <param name="entry">The punch but for what the book decides: direction where none was chosen, and the number.</param>
    /// <param name="along">Comes first in the same transaction, also when the punch repeats another. What it answers stands in the punch's place.</param>
    public async Task<CheckInOutcome> WriteAsync(
        PunchEntry entry,
        Func<Task<CheckInOutcome?>>? along,
        CancellationToken cancellation
    )
    {
        // Two devices may see one person at once: the second waits here and then finds a repeat.
        await using var turn = await db.TakeTurnAsync(entry.PersonId, cancellation);
        var outcome = (along is null ? null : await along()) ?? await AddAsync(entry, cancellation);
        if (outcome is not CheckInOutcome.Recorded)
        {
            await db.SaveChangesAsync(cancellation);
        }
        await turn.CommitAsync(cancellation);
        if (outcome is CheckInOutcome.Recorded)
        {
            news.Publish(current.Organization.Id);
        }
        return outcome;
    }

    private async Task<CheckInOutcome> AddAsync(PunchEntry entry, CancellationToken cancellation)
    {
        var ground = await facts.AroundAsync(entry.PersonId, entry.At, entry.Entrance?.Zone, cancellation);
        if (ground.Punches.FirstOrDefault(one => (entry.At - one.At).Duration() < Punch.RepeatWindow) is { } near)
        {
            return new CheckInOutcome.Repeated(
                await db.Punches.AsNoTracking().SingleAsync(one => one.Id == near.Id, cancellation)
            );
        }

        var previous = ground.Punches.LastOrDefault(one => one.At <= entry.At);
        var entrance = entry.Entrance ?? new Entrance(ground.SiteId, ground.Zone);
        var punch = new Punch
        {
            OrganizationId = current.Organization.Id,
            PersonId = entry.PersonId,
            Number = ground.LastNumber + 1,
            At = entry.At,
            Zone = entrance.Zone,
            SiteId = entrance.SiteId,
            Place = entrance.Place,
            MetresAway = entrance.MetresAway,
            MetresAccurate = entrance.MetresAccurate,
            Direction = entry.Choice ?? Punch.Next(previous?.Direction, previous?.At, entry.At),
            DirectionSource = entry.Choice is null ? DirectionSource.Alternation : DirectionSource.Choice,
            Way = entry.Way,
            RecordedAt = entry.RecordedAt,
            RecordedById = entry.RecordedById,
            Reason = entry.Reason,
            Device = entry.Device?.Device,
            DeviceEventId = entry.Device?.EventId,
            DeviceAt = entry.Device?.At,
            Model = entry.Match?.Model.ToString(),
            Score = entry.Match?.Score,
            Threshold = entry.Match?.Threshold,
            Margin = entry.Match?.Margin,
        };
        db.Punches.Add(punch);
        await outbox.AddAsync(
            WebhookEvent.PunchRecorded,
            () => Task.FromResult(PunchNews.Of(punch, ground.ExternalId)),
            cancellation
        );
        await days.SaveAroundAsync(ground.With(punch), punch, cancellation);
        return new CheckInOutcome.Recorded(punch);
    }
}
