using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Workplaces.Holidays;

/// <summary>Adds holidays one by one or from a calendar file, all of it or nothing, and removes them.</summary>
public sealed partial class HolidayDesk(
    FaceRekDb db,
    CurrentOrganization current,
    TimeProvider clock,
    ILogger<HolidayDesk> logger
)
{
    private const int FarthestYears = 10;

    /// <summary>Days further ahead than this are calculated when they come.</summary>
    private const int DaysLaidOut = 7;

    private DateOnly Today => current.Organization.DayOf(clock.GetUtcNow());

    public async Task<HolidayOutcome> AddAsync(
        Guid? siteId,
        DateOnly on,
        string? name,
        CancellationToken cancellationToken
    )
    {
        if (!PlainName.TryRead(name, Holiday.MaxNameLength, out var plain))
        {
            return new HolidayOutcome.NameUnreadable();
        }
        if (Math.Abs(on.Year - Today.Year) > FarthestYears)
        {
            return new HolidayOutcome.DayTooFar();
        }
        return await WriteAsync(siteId, [(on, plain)], leftOut: 0, cancellationToken);
    }

    public async Task<HolidayOutcome> ImportAsync(Guid? siteId, byte[] file, CancellationToken cancellationToken) =>
        HolidayCalendar.Read(file, Today) switch
        {
            CalendarReading.Days days => await WriteAsync(siteId, days.All, days.LeftOut, cancellationToken),
            CalendarReading.Refused refused => new HolidayOutcome.Unreadable(refused.Error),
            _ => throw new InvalidOperationException("A reading is days or a refusal."),
        };

    /// <returns>False where there is no holiday with that id.</returns>
    public async Task<bool> RemoveAsync(Guid holidayId, CancellationToken cancellationToken)
    {
        if (
            await db.Holidays.AsTracking().SingleOrDefaultAsync(holiday => holiday.Id == holidayId, cancellationToken)
            is not { } found
        )
        {
            return false;
        }
        db.Holidays.Remove(found);
        db.MarkStale(current.Organization.Id, found.On, clock.GetUtcNow(), found.On);
        await db.SaveChangesAsync(cancellationToken);
        LogRemoved(found.Id);
        return true;
    }

    private async Task<HolidayOutcome> WriteAsync(
        Guid? siteId,
        IReadOnlyList<(DateOnly On, string Name)> days,
        int leftOut,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (siteId is not null && !await db.Sites.AnyAsync(site => site.Id == siteId, cancellationToken))
        {
            return new HolidayOutcome.NoSuchSite();
        }
        var (first, last) = (days.Min(day => day.On), days.Max(day => day.On));
        var known = (
            await db
                .Holidays.Between(first, last)
                .Where(holiday => holiday.SiteId == siteId)
                .Select(holiday => new { holiday.On, holiday.Name })
                .ToListAsync(cancellationToken)
        )
            .Select(holiday => (holiday.On, holiday.Name))
            .ToHashSet();
        var fresh = days.Where(day => !known.Contains(day)).ToList();
        if (await db.Holidays.CountAsync(cancellationToken) + fresh.Count > Holiday.MaxCount)
        {
            return new HolidayOutcome.TooMany();
        }
        db.Holidays.AddRange(
            fresh.Select(day => new Holiday
            {
                OrganizationId = current.Organization.Id,
                SiteId = siteId,
                On = day.On,
                Name = day.Name,
            })
        );
        foreach (var on in fresh.Select(day => day.On).Where(on => on <= Today.AddDays(DaysLaidOut)).Distinct())
        {
            db.MarkStale(current.Organization.Id, on, clock.GetUtcNow(), on);
        }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogAdded(fresh.Count);
        return new HolidayOutcome.Added(fresh.Count, days.Count - fresh.Count, leftOut);
    }

    [LoggerMessage(EventId = 1403, Level = LogLevel.Information, Message = "{Days} holidays were added")]
    private partial void LogAdded(int days);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Information, Message = "Holiday {HolidayId} was removed")]
    private partial void LogRemoved(Guid holidayId);
}

/// <summary>The outcome of a request to add holidays. Only <see cref="Added"/> stored any.</summary>
public abstract record HolidayOutcome
{
    private HolidayOutcome() { }

    /// <param name="Days">Added now.</param>
    /// <param name="Known">Skipped because they already exist.</param>
    /// <param name="LeftOut">Entries of a file that are not whole days.</param>
    public sealed record Added(int Days, int Known, int LeftOut) : HolidayOutcome;

    public sealed record NameUnreadable : HolidayOutcome;

    /// <summary>Too many years away.</summary>
    public sealed record DayTooFar : HolidayOutcome;

    public sealed record NoSuchSite : HolidayOutcome;

    public sealed record TooMany : HolidayOutcome;

    public sealed record Unreadable(CalendarError Error) : HolidayOutcome;
}
