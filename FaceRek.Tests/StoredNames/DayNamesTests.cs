using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.People;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.StoredNames;

/// <summary>What days store under names from the code: reasons, the seal of a period, fingerprints of decisions.</summary>
public sealed class DayNamesTests
{
    private static readonly Guid Eve = new("01957000-0000-7000-8000-00000000000e");
    private static readonly Guid Shift = new("01957000-0000-7000-8000-00000000005f");
    private static readonly DateOnly Monday = new(2026, 2, 2);
    private static readonly DateTimeOffset Morning = new(2026, 2, 2, 9, 0, 0, TimeSpan.Zero);

    private static DayReason[] AllReasons =>
        [.. Enum.GetValues<ReasonKind>().Select(kind => new DayReason(kind, 11, 22, "words"))];

    [Fact]
    public void Reasons_of_a_day_are_written_as_they_were() =>
        Golden.Holds(
            "Reasons of a day",
            Enum.GetValues<ReasonKind>()
                .Select(kind => Line(kind, DayReason.Write([new DayReason(kind, 11, 22, "words")])))
        );

    [Fact]
    public void Reasons_that_were_written_before_are_read_as_they_were_meant()
    {
        foreach (var line in Golden.Of("Reasons of a day"))
        {
            var parts = line.Split(": ");
            var read = Assert.Single(DayReason.Read(parts[1]));
            Assert.Equal(parts[0], ((int)read.Kind).ToString("00", CultureInfo.InvariantCulture));
            Assert.Equal((11, 22, "words"), (read.First, read.Second, read.Text));
        }
    }

    [Fact]
    public void Days_and_weeks_are_sealed_by_the_lines_they_were_sealed_by() =>
        Golden.Holds(
            "Sealed lines",
            Days(Guid.Empty).Select(day => day.Canonical()).Append(Week(Guid.Empty).Canonical())
        );

    [Fact]
    public async Task A_period_that_was_locked_before_is_still_intact()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                _ = db.Add(
                    new Person
                    {
                        Id = Eve,
                        OrganizationId = world.Bakery.Id,
                        Name = "Eve",
                        CreatedAt = Morning,
                    }
                );
                db.AddRange(Days(world.Bakery.Id));
                _ = db.Add(Week(world.Bakery.Id));
                _ = await db.SaveChangesAsync();
            }
        );
        var kept = new PeriodLock
        {
            OrganizationId = world.Bakery.Id,
            From = Monday,
            Until = Monday.AddDays(27),
            Hash = Assert.Single(Golden.Of("Hash of a locked period")),
            Days = Days(Guid.Empty).Length,
            OpenExceptions = 0,
            LockedAt = Morning,
            LockedById = world.Ben.Id,
        };

        Assert.True(
            await app.InAsync(
                world.Bakery,
                services => services.GetRequiredService<PeriodDesk>().IsIntactAsync(kept, CancellationToken.None)
            )
        );
    }

    /// <summary>SHA-256 over the lines of the golden file, days before weeks: the rule without the code.</summary>
    [Fact]
    public void The_hash_is_that_of_the_lines()
    {
        var lines = Golden
            .Of("Sealed lines")
            .OrderBy(line => line.Contains(";week;", StringComparison.Ordinal))
            .Select(line => line.Replace("\\n", "\n", StringComparison.Ordinal));
        Assert.Equal(
            Assert.Single(Golden.Of("Hash of a locked period")),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))
        );
    }

    [Fact]
    public void Decisions_hang_on_the_numbers_they_hung_on()
    {
        var first = NewPunch(Eve, 1_770_022_800, 1, Direction.In);
        var second = NewPunch(Shift, 1_770_051_600, 2, Direction.Out);
        Golden.Holds(
            "Marks of decisions",
            [
                string.Create(CultureInfo.InvariantCulture, $"no punch: {DecisionFingerprint.Of([])}"),
                string.Create(CultureInfo.InvariantCulture, $"one punch: {DecisionFingerprint.Of([first])}"),
                string.Create(CultureInfo.InvariantCulture, $"two punches: {DecisionFingerprint.Of([first, second])}"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"two punches the other way round: {DecisionFingerprint.Of([second, first])}"
                ),
            ]
        );
    }

    private static CountingPunch NewPunch(Guid id, long second, int number, Direction direction) =>
        new()
        {
            Id = id,
            PersonId = default,
            At = DateTimeOffset.FromUnixTimeSeconds(second),
            MadeAt = DateTimeOffset.FromUnixTimeSeconds(second),
            Number = number,
            Direction = direction,
            Way = PunchWay.Pin,
            Zone = "Europe/London",
        };

    private static string Line(ReasonKind kind, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)kind:00}: {text}");

    /// <summary>One for each status, each with different figures.</summary>
    private static AttendanceDay[] Days(Guid organizationId) =>
        [
            .. Enum.GetValues<DayStatus>()
                .Select(
                    (status, number) =>
                        new AttendanceDay
                        {
                            OrganizationId = organizationId,
                            PersonId = Eve,
                            On = Monday.AddDays(number),
                            Zone = "Europe/London",
                            Status = status,
                            ShiftId = number == 0 ? null : Shift,
                            PlannedFrom = Morning.AddDays(number),
                            PlannedTo = Morning.AddDays(number).AddHours(8),
                            PlannedSeconds = 27_001,
                            FirstInAt = Morning.AddDays(number).AddMinutes(3),
                            LastOutAt = number == 1 ? null : Morning.AddDays(number).AddHours(9),
                            IsInferred = number == 2,
                            WorkedSeconds = 27_002,
                            BreakSeconds = 27_003,
                            DeductedSeconds = 27_004,
                            LateSeconds = 27_005,
                            EarlySeconds = 27_006,
                            OvertimeSeconds = 27_007,
                            AcceptedOvertimeSeconds = 27_008,
                            NightSeconds = 27_009,
                            HolidaySeconds = 27_010,
                            PaidLeaveSeconds = 27_011,
                            UnpaidLeaveSeconds = 27_012,
                            Exceptions = ExceptionKinds.OddPunches | ExceptionKinds.Overtime,
                            OpenExceptions = ExceptionKinds.Overtime,
                            NeedsDecision = false,
                            SettlesAt = Morning.AddDays(number).AddHours(12),
                            PolicyVersion = 3,
                            Reasons = number == 0 ? AllReasons : [],
                        }
                ),
        ];

    private static AttendanceWeek Week(Guid organizationId) =>
        new()
        {
            OrganizationId = organizationId,
            PersonId = Eve,
            From = Monday,
            OrdinarySeconds = 144_001,
            OvertimeSeconds = 7_201,
            AcceptedSeconds = 3_601,
            NeedsDecision = false,
            SettlesAt = Morning.AddDays(7),
            PolicyVersion = 3,
        };
}
