using System.CommandLine;
using System.Globalization;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Web.Setup;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Commands;

/// <summary>Recalculates days from punches and policies; with --verify only reports whether the stored days match.</summary>
internal static class RecomputeCommand
{
    public static Command Create()
    {
        var slug = new Option<string?>("--organization")
        {
            Description = "The organization's name in addresses; without it, all of them.",
        };
        var from = new Option<string?>("--from")
        {
            Description = "First day, such as 2026-11-01; without it, the day of the first punch.",
        };
        var to = new Option<string?>("--to") { Description = "Last day; without it, tomorrow." };
        var verify = new Option<bool>("--verify")
        {
            Description = "Writes nothing, and fails if a day or a locked period differs from the recorded facts.",
        };
        var command = new Command("recompute", "Recalculates the days of attendance from punches and policies.")
        {
            slug,
            from,
            to,
            verify,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                await using var app = FaceRekHost.Build(CommandSettings.Quiet);
                await app.Services.MigrateDatabaseAsync(cancellationToken);
                var asked = result.GetValue(slug);
                var organizations = await OrganizationsAsync(app.Services, asked, cancellationToken);
                if (organizations.Count == 0 && asked is not null)
                {
                    throw new CommandException($"There is no organization '{asked}'.");
                }
                var isTrue = true;
                foreach (var organization in organizations)
                {
                    isTrue &= await RunAsync(
                        app.Services,
                        organization,
                        Day(result.GetValue(from)),
                        Day(result.GetValue(to)),
                        result.GetValue(verify),
                        cancellationToken
                    );
                }
                return isTrue
                    ? 0
                    : throw new CommandException(
                        "Some days differ from the recorded facts. Run 'bin/facerek recompute' to recalculate them. A locked period that differs was changed after it was locked."
                    );
            }
        );
        return command;
    }

    private static async Task<bool> RunAsync(
        IServiceProvider services,
        Organization organization,
        DateOnly? from,
        DateOnly? to,
        bool verify,
        CancellationToken cancellationToken
    )
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organization);
        var (db, rebuild, clock) = (
            scope.ServiceProvider.GetRequiredService<FaceRekDb>(),
            scope.ServiceProvider.GetRequiredService<DayRebuild>(),
            scope.ServiceProvider.GetRequiredService<TimeProvider>()
        );
        var first = from ?? await FirstDayAsync(db, organization, cancellationToken) ?? rebuild.Horizon;
        var last = to ?? rebuild.Horizon;
        var started = clock.GetTimestamp();
        var report = verify
            ? await rebuild.VerifyAsync(first, last, cancellationToken)
            : await rebuild.RunAsync(first, last, cancellationToken);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{organization.Slug}: {report.Days} days of {report.People} people from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, {report.Changed} {(verify ? "differ" : "changed")}, {report.Locked} locked, {report.Days / Math.Max(seconds, 0.001):0} days a second"
            )
        );
        return !verify || (report.Changed == 0 & await AreIntactAsync(scope.ServiceProvider, db, cancellationToken));
    }

    /// <summary>The first day of the stored days and the punches, which may be older than any day.</summary>
    private static async Task<DateOnly?> FirstDayAsync(
        FaceRekDb db,
        Organization organization,
        CancellationToken cancellationToken
    )
    {
        var day = await db.AttendanceDays.MinAsync(one => (DateOnly?)one.On, cancellationToken);
        var punch = await db.CountingPunches().MinAsync(one => (DateTimeOffset?)one.At, cancellationToken) is { } at
            ? WallClock.Of(organization.Zone).DayOf(at)
            : (DateOnly?)null;
        return day is null || punch < day ? punch : day;
    }

    private static async Task<bool> AreIntactAsync(
        IServiceProvider services,
        FaceRekDb db,
        CancellationToken cancellationToken
    )
    {
        var (desk, areIntact) = (services.GetRequiredService<PeriodDesk>(), true);
        foreach (
            var period in await db.PeriodLocks.InForce().OrderBy(period => period.From).ToListAsync(cancellationToken)
        )
        {
            var isIntact = await desk.IsIntactAsync(period, cancellationToken);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  locked {period.From:yyyy-MM-dd} to {period.Until:yyyy-MM-dd}: {(isIntact ? "as locked" : "differs")}, {period.Hash}"
                )
            );
            areIntact &= isIntact;
        }
        return areIntact;
    }

    private static async Task<List<Organization>> OrganizationsAsync(
        IServiceProvider services,
        string? slug,
        CancellationToken cancellationToken
    )
    {
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<FaceRekDb>()
            .Organizations.Where(organization => slug == null || organization.Slug == slug)
            .OrderBy(organization => organization.Slug)
            .ToListAsync(cancellationToken);
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : throw new CommandException($"'{text}' is not a day. Write it like 2026-11-01.");
}
