using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;

namespace FaceRek.Web.Commands.Bench;

/// <summary>
/// An organization of thousands with a million punches: how long a punch with its day and the pages take, and how fast
/// days are recalculated.
/// </summary>
internal static class AttendanceBench
{
    /// <summary>Laps before those that count: until then the runtime compiles.</summary>
    private const int WarmingUp = 150;

    public static Command Create(string name)
    {
        var people = new Option<int>("--people") { Description = "How many people.", DefaultValueFactory = _ => 2_000 };
        var punches = new Option<int>("--punches")
        {
            Description = "How many punches, four a day.",
            DefaultValueFactory = _ => 1_000_000,
        };
        var laps = new Option<int>("--laps")
        {
            Description = "How often each is measured.",
            DefaultValueFactory = _ => 100,
        };
        var only = new Option<string?>("--only")
        {
            Description =
                "Measures recomputing, and of the rest only this: recompute (nothing else), punches or pages.",
        };
        only.AcceptOnlyFromAmong("recompute", "punches", "pages");
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var command = new Command(
            name,
            "Measures a punch with its day, the pages of attendance, and recomputing, over a million punches in SQLite, with the processor time of each."
        )
        {
            people,
            punches,
            laps,
            only,
            json,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                if (
                    result.GetValue(people) is < 1 or > 100_000
                    || result.GetValue(punches) < 4 * result.GetValue(people)
                    || result.GetValue(laps) is < 1 or > 10_000
                )
                {
                    throw new CommandException(
                        "--people is 1 to 100000, --punches at least four for each, --laps 1 to 10000."
                    );
                }
                var report = await RunAsync(
                    result.GetValue(people),
                    result.GetValue(punches),
                    result.GetValue(laps),
                    result.GetValue(only),
                    cancellationToken
                );
                Console.WriteLine(
                    result.GetValue(json) ? JsonSerializer.Serialize(report, JsonSerializerOptions.Web) : Table(report)
                );
                return 0;
            }
        );
        return command;
    }

    private static async Task<Report> RunAsync(
        int people,
        int punches,
        int laps,
        string? only,
        CancellationToken cancellationToken
    )
    {
        await using var app = await BenchApp.StartAsync([], cancellationToken);
        var (town, made) = await TimeAsync(() =>
            AttendanceTown.BuildAsync(app.Services, people, punches, cancellationToken)
        );
        // Until then the runtime compiles.
        await InAsync(
            app.Services,
            town,
            scope =>
                scope.GetRequiredService<DayRebuild>().VerifyAsync(town.From, town.From.AddDays(5), cancellationToken)
        );
        var (written, writing) = await TimeAsync(() => RecomputeAsync(app.Services, town, cancellationToken));
        var (verified, verifying) = await TimeAsync(() => VerifyAsync(app.Services, town, cancellationToken));
        var figures = new List<Figure>();
        if (only is null or "punches")
        {
            figures.Add(await PunchesAsync(app.Services, town, laps, cancellationToken));
        }
        using var client = await town.ClientAsync(app, cancellationToken);
        foreach (var (name, path, limit) in only is null or "pages" ? town.Pages : [])
        {
            figures.Add(await PageAsync(client, name, path, limit, laps, cancellationToken));
        }
        return new Report(
            people,
            punches,
            written.Days,
            made.Seconds,
            Pace.Of(written.Days, writing),
            Pace.Of(verified.Days, verifying),
            verified.Changed,
            figures
        );
    }

    private static Task<DayRebuildReport> RecomputeAsync(
        IServiceProvider services,
        AttendanceTown town,
        CancellationToken cancellationToken
    ) =>
        InAsync(
            services,
            town,
            scope => scope.GetRequiredService<DayRebuild>().RunAsync(town.From, town.Until, cancellationToken)
        );

    private static Task<DayRebuildReport> VerifyAsync(
        IServiceProvider services,
        AttendanceTown town,
        CancellationToken cancellationToken
    ) =>
        InAsync(
            services,
            town,
            scope => scope.GetRequiredService<DayRebuild>().VerifyAsync(town.From, town.Until, cancellationToken)
        );

    private static async Task<Figure> PunchesAsync(
        IServiceProvider services,
        AttendanceTown town,
        int laps,
        CancellationToken cancellationToken
    )
    {
        var (times, spent) = (new List<double>(), TimeSpan.Zero);
        for (var lap = -WarmingUp; lap < laps; lap++)
        {
            if (lap == 0)
            {
                spent = Environment.CpuUsage.TotalTime;
            }
            var at = WallClock
                .Of(town.Organization.Zone)
                .At(town.Until.ToDateTime(new TimeOnly(20, 0)).AddMinutes(WarmingUp + lap));
            var entry = new NewPunch(
                town.People[(WarmingUp + lap) * 7 % town.People.Count],
                at,
                PunchWay.Pin,
                null,
                town.OwnerId,
                town.Now
            );
            var (_, time) = await TimeAsync(() =>
                InAsync(
                    services,
                    town,
                    scope => scope.GetRequiredService<PunchWriter>().WriteAsync(entry, cancellationToken)
                )
            );
            if (lap >= 0)
            {
                times.Add(time.Seconds * 1000);
            }
        }
        return Figure.Of("a punch with its day", "median", 5, times, 0.5, Environment.CpuUsage.TotalTime - spent);
    }

    private static async Task<Figure> PageAsync(
        HttpClient client,
        string name,
        string path,
        double limit,
        int laps,
        CancellationToken cancellationToken
    )
    {
        var (times, spent) = (new List<double>(), TimeSpan.Zero);
        for (var lap = -WarmingUp; lap < laps; lap++)
        {
            if (lap == 0)
            {
                spent = Environment.CpuUsage.TotalTime;
            }
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                return new Figure(name, "p95", limit, null, Note: $"answered {(int)answer.StatusCode}");
            }
            if (lap >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
        return Figure.Of(name, "p95", limit, times, 0.95, Environment.CpuUsage.TotalTime - spent);
    }

    private static async Task<T> InAsync<T>(
        IServiceProvider services,
        AttendanceTown town,
        Func<IServiceProvider, Task<T>> work
    )
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(town.Organization, Role.Owner);
        return await work(scope.ServiceProvider);
    }

    private static async Task<(T Result, Spent Spent)> TimeAsync<T>(Func<Task<T>> work)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        return (
            await work(),
            new Spent(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                (Environment.CpuUsage.TotalTime - cpu).TotalSeconds
            )
        );
    }

    private static string Table(Report report) =>
        string.Join(
            '\n',
            new[]
            {
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.People} people, {report.Punches} punches, {report.Days} days; made in {report.MadeInSeconds:0} s"
                ),
                Line("recompute and write", report.Written, ""),
                Line("recompute and verify", report.Verified, $", {report.Differing} differ"),
            }.Concat(
                report.Figures.Select(figure =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{figure.Name, -24} {figure.Which, -6} {figure.Milliseconds, 8:0.0} ms (limit {figure.Limit:0}), {figure.CpuMilliseconds:0.0} ms of processor {figure.Note}"
                    )
                )
            )
        );

    private static string Line(string what, Pace pace, string note) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{what, -20} {pace.DaysASecond, 9:0} days a second (limit {pace.Limit:0}), {pace.DaysACpuSecond:0} a second of processor{note}"
        );

    private sealed record Report(
        int People,
        int Punches,
        int Days,
        double MadeInSeconds,
        Pace Written,
        Pace Verified,
        int Differing,
        IReadOnlyList<Figure> Figures
    );

    private sealed record Spent(double Seconds, double CpuSeconds);

    private sealed record Pace(double DaysASecond, double DaysACpuSecond, double Limit)
    {
        public static Pace Of(int days, Spent spent) => new(days / spent.Seconds, days / spent.CpuSeconds, 20_000);
    }

    /// <param name="Milliseconds">Null where it could not be measured.</param>
    /// <param name="CpuMilliseconds">Mean processor time of one lap, the browser's side included: meaningful on a busy machine too.</param>
    private sealed record Figure(
        string Name,
        string Which,
        double Limit,
        double? Milliseconds,
        double? CpuMilliseconds = null,
        string? Note = null
    )
    {
        public static Figure Of(string name, string which, double limit, List<double> times, double share, TimeSpan cpu)
        {
            var sorted = times.Order().ToList();
            return new Figure(
                name,
                which,
                limit,
                sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))],
                cpu.TotalMilliseconds / times.Count
            );
        }
    }
}
