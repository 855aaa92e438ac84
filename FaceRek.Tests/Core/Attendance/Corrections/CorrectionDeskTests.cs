using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Core.Time;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Tests.Core.Attendance.Planning;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Tests.Core.Attendance.Corrections;

/// <summary>What may be requested, who decides, and what a decision does. A new person for each test.</summary>
public class CorrectionDeskTests(AttendanceDesksTests.AttendanceFixture house)
    : IClassFixture<AttendanceDesksTests.AttendanceFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => house.At(0, 12);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(-62 * 86_400, true)]
    [InlineData(-62 * 86_400 - 1, false)]
    public async Task A_punch_is_asked_for_up_to_now_and_back_to_two_months(int seconds, bool isTaken)
    {
        var person = (await house.NewPersonAsync()).Id;
        var outcome = await AskAsync(Add(person, Now.AddSeconds(seconds)));
        Assert.Equal(
            isTaken ? typeof(CorrectionOutcome.Done)
                : seconds > 0 ? typeof(CorrectionOutcome.InTheFuture)
                : typeof(CorrectionOutcome.TooLongAgo),
            outcome.GetType()
        );
        if (outcome is not CorrectionOutcome.Done { Request: var request })
        {
            return;
        }
        var on = DateOnly.FromDateTime(WallClock.Of("Europe/London").Show(Now.AddSeconds(seconds)).DateTime);
        Assert.Equal(
            (
                on,
                CorrectionKind.Add,
                null,
                Now.AddSeconds(seconds),
                Direction.In,
                "Forgot",
                false,
                house.World.Eve.Id,
                Now,
                CorrectionStatus.Pending
            ),
            (
                request.On,
                request.Kind,
                request.PunchId,
                request.At!.Value,
                request.Direction!.Value,
                request.Reason,
                request.IsLate,
                request.RequestedById,
                request.RequestedAt,
                request.Status
            )
        );
    }

    [Fact]
    public async Task A_punch_of_long_ago_is_neither_voided_nor_moved_and_one_of_now_not_into_the_future()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -63, 12, Direction.In);
        await house.PunchAsync(person, -2, 12, Direction.In);
        var (old, recent) = ((await house.PunchesOfAsync(person))[0].Id, (await house.PunchesOfAsync(person))[1].Id);
        var input = new CorrectionInput(person, CorrectionKind.Void, old, null, null, "Wrong");
        Assert.IsType<CorrectionOutcome.TooLongAgo>(await AskAsync(input));
        Assert.IsType<CorrectionOutcome.TooLongAgo>(
            await AskAsync(input with { Kind = CorrectionKind.Move, At = Now })
        );
        Assert.IsType<CorrectionOutcome.InTheFuture>(
            await AskAsync(input with { Kind = CorrectionKind.Move, PunchId = recent, At = Now.AddSeconds(1) })
        );
        Assert.IsType<CorrectionOutcome.Incomplete>(
            await AskAsync(input with { Kind = CorrectionKind.Move, PunchId = recent })
        );
        // A time that has no meaning for the request is ignored and not stored.
        var request = Done(
            await AskAsync(input with { PunchId = recent, At = Now.AddDays(9), Direction = Direction.Out })
        );
        Assert.Equal(
            (recent, null, null, house.Today.AddDays(-2)),
            (request.PunchId, request.At, request.Direction, request.On)
        );
        var move = Done(
            await AskAsync(
                input with
                {
                    Kind = CorrectionKind.Move,
                    PunchId = recent,
                    At = Now,
                    Direction = Direction.Out,
                }
            )
        );
        // It belongs to the day on which the punch counts, not the day to which it moves.
        Assert.Equal((recent, Now, null, house.Today.AddDays(-2)), (move.PunchId, move.At, move.Direction, move.On));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public async Task A_reason_has_three_hundred_characters_without_what_stands_around_it(int length, bool isTaken)
    {
        var person = (await house.NewPersonAsync()).Id;
        var outcome = await AskAsync(Add(person, Now) with { Reason = $"  {new string('x', length)} " });
        Assert.Equal(isTaken, outcome is CorrectionOutcome.Done);
        if (isTaken)
        {
            Assert.Equal(new string('x', length), Done(outcome).Reason);
        }
        else
        {
            Assert.IsType<CorrectionOutcome.ReasonMissing>(outcome);
        }
    }

    [Fact]
    public async Task Twenty_requests_of_one_person_wait_and_not_one_more_until_one_of_them_is_gone()
    {
        var (person, other) = ((await house.NewPersonAsync()).Id, (await house.NewPersonAsync()).Id);
        var first = Done(await AskAsync(Add(person, Now)));
        for (var minute = 1; minute < 20; minute++)
        {
            Done(await AskAsync(Add(person, Now.AddMinutes(-minute))));
        }
        Assert.IsType<CorrectionOutcome.TooManyWaiting>(await AskAsync(Add(person, Now.AddMinutes(-30))));
        Done(await AskAsync(Add(other, Now)));
        Assert.IsType<CorrectionOutcome.Done>(await WithdrawAsync(first.Id, house.World.Eve.Id));
        Done(await AskAsync(Add(person, Now.AddMinutes(-30))));
    }

    [Fact]
    public async Task Only_who_asked_takes_a_request_back_and_only_while_it_waits()
    {
        var person = (await house.NewPersonAsync()).Id;
        var request = Done(await AskAsync(Add(person, Now)));
        Assert.IsType<CorrectionOutcome.NotFound>(await WithdrawAsync(request.Id, house.World.Mia.Id));
        Assert.IsType<CorrectionOutcome.NotFound>(await WithdrawAsync(Guid.CreateVersion7(), house.World.Eve.Id));
        var taken = Done(await WithdrawAsync(request.Id, house.World.Eve.Id));
        Assert.Equal(
            (CorrectionStatus.Withdrawn, house.World.Eve.Id, null, Now),
            (taken.Status, taken.DecidedById!.Value, taken.DecisionNote, taken.DecidedAt!.Value)
        );
        Assert.Equal(
            CorrectionStatus.Withdrawn,
            Assert.IsType<CorrectionOutcome.Decided>(await WithdrawAsync(request.Id, house.World.Eve.Id)).Status
        );
        Assert.Equal(
            CorrectionStatus.Withdrawn,
            Assert.IsType<CorrectionOutcome.Decided>(await ApproveAsync(request.Id, house.World.Mia.Id)).Status
        );
        Assert.Empty(await house.PunchesOfAsync(person));
        Assert.Throws<InvalidOperationException>(() => taken.Decide(CorrectionStatus.Approved, default, null, default));
    }

    [Fact]
    public async Task An_inactive_person_has_nothing_to_correct()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.InAsync((PeopleDesk desk) => desk.DeactivateAsync(person, Cancellation));
        Assert.IsType<CorrectionOutcome.NotFound>(await AskAsync(Add(person, Now)));
    }

    [Theory]
    [InlineData("ticket.pdf", "ticket.pdf")]
    [InlineData("C:\\scans\\ti\"cket\u0007.pdf", "ticket.pdf")]
    [InlineData("/home/eve/note .pdf ", "note .pdf")]
    [InlineData("scans/", "file")]
    [InlineData(
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456.pdf",
        "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456.pdf"
    )]
    public async Task An_attachment_is_kept_under_the_last_part_of_its_name(string name, string kept)
    {
        var person = (await house.NewPersonAsync()).Id;
        var request = Done(await AskAsync(Add(person, Now) with { Attachment = (name, "%PDF-1.4"u8.ToArray()) }));
        Assert.Equal(
            new { Name = kept, MediaType = "application/pdf" },
            await house.InAsync(
                (FaceRekDb db) =>
                    db
                        .CorrectionAttachments.Where(file => file.RequestId == request.Id)
                        .Select(file => new { file.Name, file.MediaType })
                        .SingleAsync()
            )
        );
    }

    [Fact]
    public async Task An_attachment_of_half_a_megabyte_is_accepted_and_one_byte_more_is_not()
    {
        var person = (await house.NewPersonAsync()).Id;
        byte[] Paper(int bytes) => [.. "%PDF-"u8, .. new byte[bytes - 5]];
        Done(await AskAsync(Add(person, Now) with { Attachment = ("big.pdf", Paper(500_000)) }));
        Assert.IsType<CorrectionOutcome.UnfitAttachment>(
            await AskAsync(Add(person, Now) with { Attachment = ("big.pdf", Paper(500_001)) })
        );
    }

    [Fact]
    public void An_attachment_is_what_its_first_bytes_say()
    {
        Assert.Equal("application/pdf", AttachmentKind.Of("%PDF-1.7"u8));
        Assert.Equal("image/jpeg", AttachmentKind.Of([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal("image/png", AttachmentKind.Of([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]));
        foreach (
            byte[] other in new byte[][]
            {
                [],
                [0xFF, 0xD8],
                [0xFF, 0xD8, 0xFE],
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A],
                [.. "%PDF"u8],
                [.. " %PDF-"u8],
                [.. "GIF89a"u8],
            }
        )
        {
            Assert.Null(AttachmentKind.Of(other));
        }
    }

    [Fact]
    public async Task No_one_decides_a_request_that_they_made_or_that_is_about_them()
    {
        // Ben is the person. Requests by Eve, Mia and Ben himself about him are decided by another user.
        var (ben, mia, ada) = (house.World.Ben.Id, house.World.Mia.Id, house.World.Ada.Id);
        var person = (await house.NewPersonAsync(ben)).Id;
        foreach (var (by, minute) in new[] { (house.World.Eve.Id, 1), (mia, 2), (ben, 3) })
        {
            var request = Done(await AskAsync(Add(person, Now.AddMinutes(-5 * minute)), by));
            foreach (var own in new[] { ben, by }.Distinct().Where(user => user != house.World.Eve.Id))
            {
                Assert.IsType<CorrectionOutcome.OwnRequest>(await ApproveAsync(request.Id, own));
                Assert.IsType<CorrectionOutcome.OwnRequest>(await RefuseAsync(request.Id, own));
            }
            Assert.Equal(CorrectionStatus.Pending, await StatusAsync(request.Id));
            Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(request.Id, ada));
        }
        Assert.Equal(3, (await house.PunchesOfAsync(person)).Count);
    }

    [Fact]
    public async Task A_manager_decides_only_about_the_people_they_lead()
    {
        var (shop, kitchen) = (NewDepartment("Shop"), NewDepartment("Kitchen"));
        await house.SaveAsync(
            shop,
            kitchen,
            new DepartmentManager
            {
                OrganizationId = house.World.Bakery.Id,
                DepartmentId = shop.Id,
                UserId = house.World.Mia.Id,
            }
        );
        try
        {
            var (own, foreign, nowhere) = (
                await PersonInAsync(shop.Id),
                await PersonInAsync(kitchen.Id),
                (await house.NewPersonAsync()).Id
            );
            foreach (var person in new[] { foreign, nowhere })
            {
                await house.PunchAsync(person, -2, 8, Direction.Out);
                var (request, before) = (Done(await AskAsync(Add(person, Now))), await house.DaysOfAsync(person));
                Assert.IsType<CorrectionOutcome.NotFound>(
                    await AsManagerAsync(
                        (CorrectionApproval approval) =>
                            approval.ApproveAsync(request.Id, null, house.World.Mia.Id, Cancellation)
                    )
                );
                Assert.IsType<CorrectionOutcome.NotFound>(
                    await AsManagerAsync(
                        (CorrectionApproval approval) =>
                            approval.RefuseAsync(request.Id, null, house.World.Mia.Id, Cancellation)
                    )
                );
                Assert.IsType<DecisionOutcome.NotFound>(
                    await AsManagerAsync(
                        (ExceptionDesk desk) =>
                            desk.DecideAsync(
                                person,
                                house.Today.AddDays(-2),
                                ExceptionKinds.OddPunches,
                                true,
                                null,
                                house.World.Mia.Id,
                                Cancellation
                            )
                    )
                );
                Assert.IsType<ManualPunchOutcome.NotFound>(
                    await AsManagerAsync(
                        (ManualPunchDesk desk) =>
                            desk.RecordAsync(person, house.World.Mia.Id, Now, Direction.In, "Camera", Cancellation)
                    )
                );
                Assert.Equal(
                    (CorrectionStatus.Pending, 1),
                    (await StatusAsync(request.Id), (await house.PunchesOfAsync(person)).Count)
                );
                Assert.Equal(
                    before.Select(day => day.Canonical()),
                    (await house.DaysOfAsync(person)).Select(day => day.Canonical())
                );
                // Roles below manager cannot decide at all.
                Assert.IsType<CorrectionOutcome.NotFound>(
                    await house.AsAsync(
                        Role.Employee,
                        (CorrectionApproval approval) =>
                            approval.ApproveAsync(request.Id, null, house.World.Mia.Id, Cancellation)
                    )
                );
            }
            await house.PunchAsync(own, -2, 8, Direction.Out);
            var mine = Done(await AskAsync(Add(own, Now)));
            Assert.IsType<CorrectionOutcome.Done>(
                await AsManagerAsync(
                    (CorrectionApproval approval) =>
                        approval.ApproveAsync(mine.Id, null, house.World.Mia.Id, Cancellation)
                )
            );
            Assert.IsType<DecisionOutcome.Decided>(
                await AsManagerAsync(
                    (ExceptionDesk desk) =>
                        desk.DecideAsync(
                            own,
                            house.Today.AddDays(-2),
                            ExceptionKinds.OddPunches,
                            true,
                            null,
                            house.World.Mia.Id,
                            Cancellation
                        )
                )
            );
            Assert.IsType<ManualPunchOutcome.Recorded>(
                await AsManagerAsync(
                    (ManualPunchDesk desk) =>
                        desk.RecordAsync(
                            own,
                            house.World.Mia.Id,
                            Now.AddMinutes(-9),
                            Direction.In,
                            "Camera",
                            Cancellation
                        )
                )
            );
        }
        finally
        {
            // With a department, managers in the other tests would see no one.
            await house.InAsync(
                async (FaceRekDb db) =>
                {
                    await db.People.ExecuteUpdateAsync(set =>
                        set.SetProperty(person => person.DepartmentId, (Guid?)null)
                    );
                    await db.DepartmentManagers.ExecuteDeleteAsync();
                    return await db.Departments.ExecuteDeleteAsync();
                }
            );
        }
    }

    [Fact]
    public async Task What_is_refused_changes_no_day_and_stays_refused()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -2, 8, Direction.In);
        var (request, before) = (
            Done(await AskAsync(Add(person, house.At(-2, 12)) with { Direction = Direction.Out })),
            (await house.DaysOfAsync(person))[0].Canonical()
        );
        Assert.IsType<CorrectionOutcome.ReasonMissing>(
            await RefuseAsync(request.Id, house.World.Mia.Id, new string('x', 301))
        );
        Assert.IsType<CorrectionOutcome.ReasonMissing>(
            await ApproveAsync(request.Id, house.World.Mia.Id, new string('x', 301))
        );
        var refused = Done(await RefuseAsync(request.Id, house.World.Mia.Id, $" {new string('x', 298)} "));
        Assert.Equal(
            (CorrectionStatus.Refused, house.World.Mia.Id, new string('x', 298), Now),
            (refused.Status, refused.DecidedById!.Value, refused.DecisionNote, refused.DecidedAt!.Value)
        );
        Assert.Equal(
            CorrectionStatus.Refused,
            Assert.IsType<CorrectionOutcome.Decided>(await ApproveAsync(request.Id, house.World.Ada.Id)).Status
        );
        Assert.Equal(
            CorrectionStatus.Refused,
            Assert.IsType<CorrectionOutcome.Decided>(await RefuseAsync(request.Id, house.World.Ada.Id)).Status
        );
        Assert.Equal(
            (before, 1),
            ((await house.DaysOfAsync(person))[0].Canonical(), (await house.PunchesOfAsync(person)).Count)
        );
        var blank = Done(await RefuseAsync(Done(await AskAsync(Add(person, Now))).Id, house.World.Mia.Id, "  "));
        Assert.Null(blank.DecisionNote);
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-59, false)]
    [InlineData(-30, false)]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task A_request_within_a_minute_of_a_punch_is_not_added_and_keeps_waiting(int seconds, bool isAdded)
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -2, 8, Direction.In);
        var request = Done(await AskAsync(Add(person, house.At(-2, 8).AddSeconds(seconds))));
        var outcome = await ApproveAsync(request.Id, house.World.Mia.Id);
        if (!isAdded)
        {
            Assert.Equal(house.At(-2, 8), Assert.IsType<CorrectionOutcome.Repeated>(outcome).At);
        }
        Assert.Equal(
            (isAdded ? CorrectionStatus.Approved : CorrectionStatus.Pending, isAdded ? 2 : 1),
            (await StatusAsync(request.Id), (await house.PunchesOfAsync(person)).Count)
        );
    }

    [Fact]
    public async Task A_punch_that_was_moved_in_from_another_day_is_still_there_after_another_punch_and_stays_away_from_where_it_was()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -30, 8, Direction.In);
        await house.PunchAsync(person, -30, 12, Direction.Out);
        await house.PunchAsync(person, -10, 8, Direction.In);
        var out_ = (await house.PunchesOfAsync(person))[1].Id;
        var request = Done(
            await AskAsync(
                new CorrectionInput(person, CorrectionKind.Move, out_, house.At(-10, 10), null, "Another day")
            )
        );
        Assert.Equal(
            (house.Today.AddDays(-32), house.Today.AddDays(-8)),
            await house.InAsync((CorrectionPreview scales) => scales.ReachAsync(request, Cancellation))
        );
        Assert.IsType<CorrectionOutcome.Done>(await ApproveAsync(request.Id, house.World.Mia.Id));
        Assert.Equal([(-30, 0), (-10, 2 * 3600)], await WorkedAsync(person));

        // Each day alone: corrections of a day are read wherever its punch was made.
        await house.PunchAsync(person, -10, 14, Direction.In);
        await house.PunchAsync(person, -30, 14, Direction.Out);
        Assert.Equal([(-30, 6 * 3600), (-10, 2 * 3600)], await WorkedAsync(person));
        await house.InAsync(
            (DayRebuild rebuild) => rebuild.RunAsync(house.Today.AddDays(-10), house.Today.AddDays(-10), Cancellation)
        );
        Assert.Equal([(-30, 6 * 3600), (-10, 2 * 3600)], await WorkedAsync(person));
    }

    [Fact]
    public async Task A_request_is_weighed_on_the_days_it_touches()
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.PunchAsync(person, -9, 8, Direction.In);
        await house.PunchAsync(person, -9, 12, Direction.Out);
        await house.PunchAsync(person, -3, 8, Direction.In);
        var punches = await house.PunchesOfAsync(person);
        var moved = await WeighAsync(
            new CorrectionInput(person, CorrectionKind.Move, punches[1].Id, house.At(-9, 10), null, "Earlier")
        );
        Assert.Equal(
            (4 * 3600, 2 * 3600, 2, 2),
            (
                moved.Before.Sum(day => day.WorkedSeconds),
                moved.After.Sum(day => day.WorkedSeconds),
                moved.PunchesBefore.Count,
                moved.PunchesAfter.Count
            )
        );
        Assert.Equal(house.At(-9, 10), moved.PunchesAfter[1].At);
        var voided = await WeighAsync(
            new CorrectionInput(person, CorrectionKind.Void, punches[0].Id, null, null, "Not me")
        );
        Assert.Equal(
            (4 * 3600, 0, 2, 1),
            (
                voided.Before.Sum(day => day.WorkedSeconds),
                voided.After.Sum(day => day.WorkedSeconds),
                voided.PunchesBefore.Count,
                voided.PunchesAfter.Count
            )
        );
        var added = await WeighAsync(Add(person, house.At(-9, 11)));
        Assert.Equal([Direction.In, Direction.In, Direction.Out], added.PunchesAfter.Select(punch => punch.Direction));
        Assert.Equal(3600, added.After.Sum(day => day.WorkedSeconds));
        Assert.Equal([(-9, 4 * 3600), (-3, 0)], await WorkedAsync(person));
    }

    private async Task<CorrectionEffect> WeighAsync(CorrectionInput input)
    {
        var request = Done(await AskAsync(input));
        return await house.InAsync((CorrectionPreview preview) => preview.OfAsync(request, Cancellation));
    }

    private static CorrectionInput Add(Guid person, DateTimeOffset at) =>
        new(person, CorrectionKind.Add, null, at, Direction.In, "Forgot");

    private Task<CorrectionOutcome> AskAsync(CorrectionInput input, Guid? byUserId = null) =>
        house.InAsync((CorrectionDesk desk) => desk.AskAsync(input, byUserId ?? house.World.Eve.Id, Cancellation));

    private Task<CorrectionOutcome> WithdrawAsync(Guid requestId, Guid byUserId) =>
        house.InAsync((CorrectionDesk desk) => desk.WithdrawAsync(requestId, byUserId, Cancellation));

    private Task<CorrectionOutcome> ApproveAsync(Guid requestId, Guid byUserId, string? note = null) =>
        house.InAsync((CorrectionApproval approval) => approval.ApproveAsync(requestId, note, byUserId, Cancellation));

    private Task<CorrectionOutcome> RefuseAsync(Guid requestId, Guid byUserId, string? note = null) =>
        house.InAsync((CorrectionApproval approval) => approval.RefuseAsync(requestId, note, byUserId, Cancellation));

    private Task<T> AsManagerAsync<TDesk, T>(Func<TDesk, Task<T>> work)
        where TDesk : notnull => house.AsAsync(Role.Manager, work);

    private Task<CorrectionStatus> StatusAsync(Guid requestId) =>
        house.InAsync(
            (FaceRekDb db) =>
                db.CorrectionRequests.Where(one => one.Id == requestId).Select(one => one.Status).SingleAsync()
        );

    private async Task<IEnumerable<(int Day, int Worked)>> WorkedAsync(Guid person) =>
        (await house.DaysOfAsync(person)).Select(day => (day.On.DayNumber - house.Today.DayNumber, day.WorkedSeconds));

    private Department NewDepartment(string name) =>
        new()
        {
            OrganizationId = house.World.Bakery.Id,
            Name = name,
            CreatedAt = Now,
        };

    private async Task<Guid> PersonInAsync(Guid department)
    {
        var person = (await house.NewPersonAsync()).Id;
        await house.InAsync(
            (FaceRekDb db) =>
                db
                    .People.Where(one => one.Id == person)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.DepartmentId, department))
        );
        return person;
    }

    private static CorrectionRequest Done(CorrectionOutcome outcome) =>
        Assert.IsType<CorrectionOutcome.Done>(outcome).Request;
}
