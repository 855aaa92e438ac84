using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Webhooks;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Writes punches of every way: it finds repeats, assigns the next number, and saves the punch together with what
/// belongs to it, such as its day.
/// </summary>
public sealed class PunchWriter(
    FaceRekDb db,
    CurrentOrganization current,
    DayInputLoader facts,
    DayUpdater days,
    WebhookOutbox outbox,
    BoardNotifier news
)
{
    /// <param name="entry">The punch without what the writer decides: the direction where none was chosen, and the number.</param>
    /// <param name="along">Runs first in the same transaction, also when the punch is a repeat. An outcome it returns
    /// replaces the punch.</param>
    public async Task<CheckInOutcome> WriteAsync(
        NewPunch entry,
        Func<Task<CheckInOutcome?>>? along,
        CancellationToken cancellationToken
    )
    {
        // Two devices may see one person at once: the second waits here and then finds a repeat.
        await using var turn = await db.BeginLockedAsync(entry.PersonId, cancellationToken);
        var outcome = (along is null ? null : await along()) ?? await AddAsync(entry, cancellationToken);
        if (outcome is not CheckInOutcome.Recorded)
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        await turn.CommitAsync(cancellationToken);
        if (outcome is CheckInOutcome.Recorded)
        {
            news.Publish(current.Organization.Id);
        }
        return outcome;
    }

    private async Task<CheckInOutcome> AddAsync(NewPunch entry, CancellationToken cancellationToken)
    {
        var ground = await facts.AroundAsync(entry.PersonId, entry.At, entry.Entrance?.Zone, cancellationToken);
        if (ground.Facts.Punches.FirstOrDefault(one => one.IsRepeatedAt(entry.At)) is { } near)
        {
            return new CheckInOutcome.Repeated(near);
        }
        var previous = ground.Facts.Punches.LastOrDefault(one => one.At <= entry.At);
        var entrance = entry.Entrance ?? new LocationDecision(ground.SiteId, ground.Zone);
        var punch = new Punch
        {
            OrganizationId = current.Organization.Id,
            PersonId = entry.PersonId,
            Number = ground.LastNumber + 1,
            At = entry.At,
            Zone = entrance.Zone,
            SiteId = entrance.SiteId,
            LocationStatus = entrance.Place,
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
        db.Punches.Add(punch);
        await outbox.AddAsync(
            WebhookEvent.PunchRecorded,
            () => Task.FromResult(PunchPayload.Of(punch, ground.ExternalId)),
            cancellationToken
        );
        await days.SaveAroundAsync(ground.With(punch), punch, cancellationToken);
        return new CheckInOutcome.Recorded(punch);
    }
}

/// <param name="Choice">In or out as chosen; null decides by the last punch.</param>
/// <param name="Entrance">Null for the person's own site.</param>
/// <param name="Match">The result of the face model, for a punch by face.</param>
public sealed record NewPunch(
    Guid PersonId,
    DateTimeOffset At,
    PunchWay Way,
    Direction? Choice,
    Guid RecordedById,
    DateTimeOffset RecordedAt,
    string? Reason = null,
    MatchResult? Match = null,
    LocationDecision? Entrance = null
)
{
    /// <summary>For a punch by a trusted terminal.</summary>
    public DeviceEventReference? Device { get; init; }
}
