using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance;

/// <summary>Where punches are written, whatever way they came: repeats are found, the next number is taken, and what belongs to the punch, its day among it, is saved with it.</summary>
public sealed class PunchBook(FaceRekDb db, CurrentOrganization current, Doorkeeper doorkeeper, DayKeeper days, WebhookOutbox outbox, BoardNews news)
{
    /// <param name="entry">The punch but for what the book decides: direction where none was chosen, and the number.</param>
    /// <param name="along">Comes first in the same transaction, also when the punch repeats another. What it answers stands in the punch's place.</param>
    public async Task<CheckInOutcome> WriteAsync(PunchEntry entry, Func<Task<CheckInOutcome?>>? along, CancellationToken cancellation)
    {
        // Two devices may see one person at once: the second waits here and then finds a repeat.
        await using var turn = await db.TakeTurnAsync(entry.PersonId, cancellation);
        var outcome = (along is null ? null : await along()) ?? await AddAsync(entry, cancellation);
        _ = await db.SaveChangesAsync(cancellation);
        if (outcome is CheckInOutcome.Recorded { Punch: var punch }) { await days.RefreshAroundAsync(punch.PersonId, punch.Zone, punch.At, cancellation); }
        await turn.CommitAsync(cancellation);
        if (outcome is CheckInOutcome.Recorded) { news.Publish(current.Organization.Id); }
        return outcome;
    }

    private async Task<CheckInOutcome> AddAsync(PunchEntry entry, CancellationToken cancellation)
    {
        var around = await db.CountingAsync(db.Punches.OfPerson(entry.PersonId), entry.At - Punch.LongestSession, entry.At + Punch.RepeatWindow, cancellation);
        if (around.Find(one => (entry.At - one.At).Duration() < Punch.RepeatWindow) is { } near) { return new CheckInOutcome.Repeated(near.Punch); }

        var previous = around.FindLast(one => one.At <= entry.At);
        var last = await db.Punches.OfPerson(entry.PersonId).MaxAsync(punch => (int?)punch.Number, cancellation) ?? 0;
        var entrance = entry.Entrance ?? await doorkeeper.HomeAsync(entry.PersonId, cancellation);
        var punch = new Punch
        {
            OrganizationId = current.Organization.Id,
            PersonId = entry.PersonId,
            Number = last + 1,
            At = entry.At,
            Zone = entrance.Zone,
            SiteId = entrance.SiteId,
            Place = entrance.Place,
            MetresAway = entrance.MetresAway,
            MetresAccurate = entrance.MetresAccurate,
            Direction = entry.Choice ?? Punch.Next(previous, entry.At),
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
        _ = db.Punches.Add(punch);
        await outbox.AddAsync(WebhookEvent.PunchRecorded, async () => PunchNews.Of(punch, await ExternalIdOfAsync(entry.PersonId, cancellation)), cancellation);
        return new CheckInOutcome.Recorded(punch);
    }

    private Task<string?> ExternalIdOfAsync(Guid personId, CancellationToken cancellation) =>
        db.People.Where(person => person.Id == personId).Select(person => person.ExternalId).SingleOrDefaultAsync(cancellation);
}
