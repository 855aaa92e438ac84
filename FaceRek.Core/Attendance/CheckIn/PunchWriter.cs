using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore.Storage;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Writes punches of every way: it finds repeats, assigns the next number, and saves the punch together with what
/// belongs to it, such as its day.
/// </summary>
public sealed class PunchWriter(FaceRekDb db, CurrentOrganization current, DayInputLoader loader, DayUpdater days)
{
    /// <summary>
    /// Locks the person. Two devices may see one person at once: the second waits here and then finds a repeat.
    /// </summary>
    public async Task<PunchTransaction> BeginAsync(Guid personId, CancellationToken cancellationToken) =>
        new(this, await db.BeginLockedAsync(personId, cancellationToken));

    /// <summary>For a punch that depends on nothing else to be checked under the lock.</summary>
    public async Task<PunchOutcome> WriteAsync(NewPunch entry, CancellationToken cancellationToken)
    {
        await using var writing = await BeginAsync(entry.PersonId, cancellationToken);
        var outcome = await writing.AddAsync(entry, cancellationToken);
        await writing.CommitAsync(cancellationToken);
        return outcome;
    }

    internal async Task<PunchOutcome> AddAsync(NewPunch entry, CancellationToken cancellationToken)
    {
        var context = await loader.AroundAsync(entry.PersonId, entry.At, entry.Location?.Zone, cancellationToken);
        if (context.Facts.Punches.FirstOrDefault(one => one.IsRepeatedAt(entry.At)) is { } near)
        {
            return new PunchOutcome.Repeated(near);
        }
        var punch = PunchOf(entry, context);
        db.Punches.Add(punch);
        await days.SaveAroundAsync(context.With(punch), punch, cancellationToken);
        return new PunchOutcome.Recorded(punch);
    }

    /// <summary>Other changes made in the transaction are saved too.</summary>
    internal async Task CommitAsync(IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Punch PunchOf(NewPunch entry, PunchContext context)
    {
        var previous = context.Facts.Punches.LastOrDefault(one => one.At <= entry.At);
        var location = entry.Location ?? new LocationDecision(context.SiteId, context.Zone);
        return new Punch
        {
            OrganizationId = current.Organization.Id,
            PersonId = entry.PersonId,
            Number = context.LastNumber + 1,
            At = entry.At,
            Zone = location.Zone,
            SiteId = location.SiteId,
            LocationStatus = location.Status,
            MetresAway = location.MetresAway,
            MetresAccurate = location.MetresAccurate,
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
    }
}

/// <summary>
/// Writes a punch under the person's lock: what is checked within it still holds when the punch is saved. Without
/// <see cref="CommitAsync"/> nothing is saved.
/// </summary>
public sealed class PunchTransaction : IAsyncDisposable
{
    private readonly PunchWriter writer;
    private readonly IDbContextTransaction transaction;

    internal PunchTransaction(PunchWriter writer, IDbContextTransaction transaction) =>
        (this.writer, this.transaction) = (writer, transaction);

    public Task<PunchOutcome> AddAsync(NewPunch entry, CancellationToken cancellationToken) =>
        writer.AddAsync(entry, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => writer.CommitAsync(transaction, cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}

public abstract record PunchOutcome
{
    private PunchOutcome() { }

    public sealed record Recorded(Punch Punch) : PunchOutcome;

    /// <summary>There is a punch within <see cref="Punch.RepeatWindow"/>, which stays.</summary>
    public sealed record Repeated(CountingPunch First) : PunchOutcome;
}

/// <summary>The punch without what the writer decides: the direction where none was chosen, and the number.</summary>
/// <param name="Choice">In or out as chosen; null decides by the last punch.</param>
/// <param name="Location">Null for the person's own site.</param>
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
    LocationDecision? Location = null
)
{
    /// <summary>For a punch by a trusted terminal.</summary>
    public DeviceEventReference? Device { get; init; }
}

/// <summary>The terminal's event of a punch, and its clock time.</summary>
public sealed record DeviceEventReference(string Device, string EventId, DateTimeOffset At);
