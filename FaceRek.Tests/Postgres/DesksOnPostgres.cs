using FaceRek.Tests.Support;
using FaceRek.Tests.Web.SignIn;
using House = FaceRek.Tests.Core.Attendance.Planning.AttendanceDesksTests.AttendanceFixture;

namespace FaceRek.Tests.Postgres;

// Test classes that run on SQLite where they stand, and here on PostgreSQL.

[OnPostgres]
public sealed class AttendanceDesksTests(House house) : Core.Attendance.Planning.AttendanceDesksTests(house);

[OnPostgres]
public sealed class LeaveDeskTests(House house) : Core.Attendance.Planning.LeaveDeskTests(house);

[OnPostgres]
public sealed class PeriodLockTests(House house) : Core.Attendance.Planning.PeriodLockTests(house);

[OnPostgres]
public sealed class CorrectionDeskTests(House house) : Core.Attendance.Corrections.CorrectionDeskTests(house);

[OnPostgres]
public sealed class PunchDesksTests(House house) : Core.Attendance.CheckIn.PunchDesksTests(house);

[OnPostgres]
public sealed class MembershipTests(House house) : Core.Attendance.Days.MembershipTests(house);

[OnPostgres]
public sealed class WeekTests(House house) : Core.Attendance.Days.WeekTests(house);

[OnPostgres]
public sealed class LookAlikesTests(House house) : Core.People.Enrollment.LookAlikesTests(house);

[OnPostgres]
public sealed class LettersDueTests(House house) : Core.Attendance.Notifications.LettersDueTests(house);

[OnPostgres]
public sealed class PinGuessTests : Core.Attendance.CheckIn.PinGuessTests;

[OnPostgres]
public sealed class PeopleDeskTests(Core.People.Management.PeopleDeskTests.Bureau bureau)
    : Core.People.Management.PeopleDeskTests(bureau);

[OnPostgres]
public sealed class BillingRowsTests(ApiFixture town) : Core.Billing.BillingRowsTests(town);

[OnPostgres]
public sealed class BillingDesksTests(BillingFixture stage) : Core.Billing.BillingDesksTests(stage);

[OnPostgres]
public sealed class StripeMirrorTests(ApiFixture town) : Core.Billing.Subscriptions.StripeMirrorTests(town);

[OnPostgres]
public sealed class InvitationTests(AccountsFixture town) : Web.SignIn.InvitationTests(town);

[OnPostgres]
public sealed class SignUpTests(AccountsFixture town) : Web.SignIn.SignUpTests(town);

[OnPostgres]
public sealed class PagingApiTests(ApiFixture town) : Web.Api.PagingApiTests(town);
