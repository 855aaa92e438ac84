using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.StoredNames;

/// <summary>How a sent email is recognised: under another word each would be sent again.</summary>
public sealed class EmailNamesTests
{
    /// <summary>A Tuesday morning.</summary>
    private static readonly DateTimeOffset Now = new(2026, 2, 3, 10, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Today = new(2026, 2, 3);

    [Fact]
    public async Task Emails_that_were_sent_are_known_by_the_words_they_were_known_by()
    {
        await using var app = await FaceRekApp.StartAsync();
        var world = await World.CreateAsync(app);
        await app.InAsync(
            world.Bakery,
            async (FaceRekDb db) =>
            {
                var shop = new Department
                {
                    OrganizationId = world.Bakery.Id,
                    Name = "Shop",
                    CreatedAt = Now,
                };
                db.AddRange(
                    shop,
                    new DepartmentManager
                    {
                        OrganizationId = world.Bakery.Id,
                        DepartmentId = shop.Id,
                        UserId = world.Mia.Id,
                    }
                );
                (await db.People.AsTracking().SingleAsync(person => person.Id == world.EvePerson.Id)).DepartmentId =
                    shop.Id;
                db.AddRange(
                    Leave(world, 1, LeaveStatus.Approved),
                    Leave(world, 2, LeaveStatus.Refused),
                    Correction(world),
                    Decision(world)
                );
                db.AddRange(
                    Day(world, Today.AddDays(-1), ExceptionKinds.ForgottenCheckOut),
                    Day(world, Today.AddDays(-6), ExceptionKinds.None)
                );
                _ = await db.SaveChangesAsync();
            }
        );

        var words = await app.InAsync(
            world.Bakery,
            async services =>
            {
                _ = await ActivatorUtilities
                    .CreateInstance<NotificationSender>(services, (TimeProvider)new FakeTimeProvider(Now))
                    .RunAsync(CancellationToken.None);
                return await services
                    .GetRequiredService<FaceRekDb>()
                    .Database.SqlQuery<string>(
                        $"""SELECT "Kind" || ' about ' || "About" AS "Value" FROM "SentLetters" """
                    )
                    .ToListAsync();
            }
        );

        Golden.Holds("Letters that went out", words);
    }

    private static Leave Leave(World world, int number, LeaveStatus status)
    {
        var leave = WithId(
            new Leave
            {
                OrganizationId = world.Bakery.Id,
                PersonId = world.EvePerson.Id,
                From = Today.AddDays(number),
                Until = Today.AddDays(number),
                Part = LeavePart.WholeDay,
                IsPaid = true,
                RequestedAt = Now,
                RequestedById = world.Eve.Id,
            },
            number
        );
        leave.Decide(status, world.Mia.Id, null, Now.AddHours(-1));
        return leave;
    }

    private static CorrectionRequest Correction(World world)
    {
        var request = WithId(
            new CorrectionRequest
            {
                OrganizationId = world.Bakery.Id,
                PersonId = world.EvePerson.Id,
                On = Today.AddDays(-2),
                Kind = CorrectionKind.Void,
                Reason = "Twice.",
                RequestedAt = Now,
                RequestedById = world.Eve.Id,
            },
            3
        );
        request.Decide(CorrectionStatus.Approved, world.Mia.Id, null, Now.AddHours(-1));
        return request;
    }

    private static DayDecision Decision(World world) =>
        WithId(
            new DayDecision
            {
                OrganizationId = world.Bakery.Id,
                PersonId = world.EvePerson.Id,
                On = Today.AddDays(-2),
                Kind = ExceptionKinds.Overtime,
                Fingerprint = 1,
                IsAccepted = true,
                DecidedById = world.Mia.Id,
                DecidedAt = Now.AddHours(-1),
            },
            4
        );

    private static AttendanceDay Day(World world, DateOnly on, ExceptionKinds open) =>
        new()
        {
            OrganizationId = world.Bakery.Id,
            PersonId = world.EvePerson.Id,
            On = on,
            Zone = "Europe/London",
            Status = DayStatus.Present,
            PlannedSeconds = 1,
            FirstInAt = Now,
            Exceptions = open,
            OpenExceptions = open,
            NeedsDecision = open != ExceptionKinds.None,
            SettlesAt = Now.AddHours(-2),
        };

    /// <summary>A row with the same id in each run.</summary>
    private static T WithId<T>(T row, int number)
        where T : class
    {
        typeof(T).GetProperty("Id")!.SetValue(row, new Guid($"01957000-0000-7000-8000-00000000000{number}"));
        return row;
    }
}
