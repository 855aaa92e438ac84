using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Attendance.Days;

/// <summary>
/// Decides about an exception of a day, or the overtime of a week. The decision is stored, and the day is updated in
/// the same transaction.
/// </summary>
public sealed class ExceptionDesk(
    FaceRekDb db,
    CurrentOrganization current,
    DayInputLoader loader,
    DayUpdater days,
    TimeProvider clock
)
{
    /// <summary>From the Monday of a week.</summary>
    private const int DaysToSunday = 6;

    /// <param name="on">For the overtime of a week its Sunday.</param>
    /// <param name="kind">One kind.</param>
    public async Task<DecisionOutcome> DecideAsync(
        Guid personId,
        DateOnly on,
        ExceptionKinds kind,
        bool isAccepted,
        string? note,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        if (note?.Length > DayDecision.MaxNoteLength)
        {
            return new DecisionOutcome.NoteTooLong();
        }
        var reach = await VisibilityScope.OfAsync(db, current, byUserId, cancellationToken);
        await using var transaction = await db.BeginLockedAsync(personId, cancellationToken);
        if (
            await db.People.Within(reach).SingleOrDefaultAsync(one => one.Id == personId, cancellationToken)
            is not { } person
        )
        {
            return new DecisionOutcome.NotFound();
        }
        if (person.UserId == byUserId)
        {
            return new DecisionOutcome.OwnDay();
        }
        if (await db.PeriodLocks.Touching(on, on).AnyAsync(cancellationToken))
        {
            return new DecisionOutcome.Locked();
        }
        if (await MarkOfAsync(personId, on, kind, cancellationToken) is not { } mark)
        {
            return new DecisionOutcome.NotFound();
        }

        var decision = new DayDecision
        {
            OrganizationId = current.Organization.Id,
            PersonId = personId,
            On = on,
            Kind = kind,
            Fingerprint = mark,
            IsAccepted = isAccepted,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            DecidedById = byUserId,
            DecidedAt = clock.GetUtcNow(),
        };
        db.DayDecisions.Add(decision);
        if (person is { IsActive: true, UserId: { } userId })
        {
            db.AddEmail(
                decision.OrganizationId,
                EmailKind.DayDecided,
                userId,
                $"{decision.Id:N}",
                decision.DecidedAt,
                decision.Id
            );
        }
        await db.SaveChangesAsync(cancellationToken);
        await days.RefreshAsync(personId, on, on, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new DecisionOutcome.Decided();
    }

    /// <returns>Null where there is no such exception, or not yet: a day or week that is not settled may still change.</returns>
    private async Task<long?> MarkOfAsync(
        Guid personId,
        DateOnly on,
        ExceptionKinds kind,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (kind == ExceptionKinds.WeeklyOvertime)
        {
            if (on.DayNumber < DaysToSunday)
            {
                return null;
            }
            var monday = on.AddDays(-DaysToSunday);
            return await db
                .AttendanceWeeks.Where(week =>
                    week.PersonId == personId && week.From == monday && week.SettlesAt <= now
                )
                .Select(week => (long?)week.OvertimeSeconds)
                .SingleOrDefaultAsync(cancellationToken);
        }
        if (
            !await db.AttendanceDays.AnyAsync(
                day => day.PersonId == personId && day.On == on && day.SettlesAt <= now,
                cancellationToken
            )
        )
        {
            return null;
        }
        return DayCalculator
            .ExceptionsOf(await loader.OfAsync(personId, on, on, cancellationToken), on)
            .Where(one => one.Kind == kind)
            .Select(one => (long?)one.Fingerprint)
            .FirstOrDefault();
    }
}

public abstract record DecisionOutcome
{
    private DecisionOutcome() { }

    public sealed record Decided : DecisionOutcome;

    /// <summary>There is no such exception on that day, or no longer.</summary>
    public sealed record NotFound : DecisionOutcome;

    /// <summary>No one decides about their own day.</summary>
    public sealed record OwnDay : DecisionOutcome;

    public sealed record Locked : DecisionOutcome;

    public sealed record NoteTooLong : DecisionOutcome;
}
