using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AttendanceDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddUniqueConstraint(
                name: "AK_Punches_OrganizationId_Id",
                table: "Punches",
                columns: new[] { "OrganizationId", "Id" });

            migrationBuilder.CreateTable(
                name: "AttendanceDays",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Status = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    ShiftId = table.Column<Guid>(type: "uuid", nullable: true),
                    PlannedFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PlannedTo = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PlannedSeconds = table.Column<int>(type: "integer", nullable: false),
                    FirstInAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastOutAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    IsInferred = table.Column<bool>(type: "boolean", nullable: false),
                    WorkedSeconds = table.Column<int>(type: "integer", nullable: false),
                    BreakSeconds = table.Column<int>(type: "integer", nullable: false),
                    DeductedSeconds = table.Column<int>(type: "integer", nullable: false),
                    LateSeconds = table.Column<int>(type: "integer", nullable: false),
                    EarlySeconds = table.Column<int>(type: "integer", nullable: false),
                    OvertimeSeconds = table.Column<int>(type: "integer", nullable: false),
                    AcceptedOvertimeSeconds = table.Column<int>(type: "integer", nullable: false),
                    NightSeconds = table.Column<int>(type: "integer", nullable: false),
                    HolidaySeconds = table.Column<int>(type: "integer", nullable: false),
                    PaidLeaveSeconds = table.Column<int>(type: "integer", nullable: false),
                    UnpaidLeaveSeconds = table.Column<int>(type: "integer", nullable: false),
                    Exceptions = table.Column<int>(type: "integer", nullable: false),
                    OpenExceptions = table.Column<int>(type: "integer", nullable: false),
                    NeedsDecision = table.Column<bool>(type: "boolean", nullable: false),
                    SettlesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PolicyVersion = table.Column<int>(type: "integer", nullable: false),
                    Reasons = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendanceDays", x => new { x.OrganizationId, x.PersonId, x.On });
                    table.ForeignKey(
                        name: "FK_AttendanceDays_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AttendancePolicies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Rules = table.Column<string>(type: "text", nullable: false),
                    SavedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SavedById = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendancePolicies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AttendancePolicies_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CorrectionRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    PunchId = table.Column<Guid>(type: "uuid", nullable: true),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Direction = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: true),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    IsLate = table.Column<bool>(type: "boolean", nullable: false),
                    RequestedById = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    DecidedById = table.Column<Guid>(type: "uuid", nullable: true),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DecisionNote = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CorrectionRequests", x => x.Id);
                    table.UniqueConstraint("AK_CorrectionRequests_OrganizationId_Id", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_CorrectionRequests_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DayDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Mark = table.Column<long>(type: "bigint", nullable: false),
                    IsAccepted = table.Column<bool>(type: "boolean", nullable: false),
                    Note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    DecidedById = table.Column<Guid>(type: "uuid", nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DayDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DayDecisions_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PeriodLocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    OpenExceptions = table.Column<int>(type: "integer", nullable: false),
                    LockedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LockedById = table.Column<Guid>(type: "uuid", nullable: false),
                    OpenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    OpenedById = table.Column<Guid>(type: "uuid", nullable: true),
                    OpenedBecause = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PeriodLocks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PeriodLocks_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PunchAmendments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    PunchId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    PunchAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    RecordedById = table.Column<Guid>(type: "uuid", nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PunchAmendments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PunchAmendments_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PunchAmendments_Punches_OrganizationId_PunchId",
                        columns: x => new { x.OrganizationId, x.PunchId },
                        principalTable: "Punches",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Rotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    StartsOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Length = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ArchivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rotations", x => x.Id);
                    table.UniqueConstraint("AK_Rotations_OrganizationId_Id", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_Rotations_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Shifts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    StartsAt = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    Minutes = table.Column<int>(type: "integer", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ArchivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Shifts", x => x.Id);
                    table.UniqueConstraint("AK_Shifts_OrganizationId_Id", x => new { x.OrganizationId, x.Id });
                    table.ForeignKey(
                        name: "FK_Shifts_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CorrectionFiles",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    MediaType = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CorrectionFiles", x => new { x.OrganizationId, x.RequestId });
                    table.ForeignKey(
                        name: "FK_CorrectionFiles_CorrectionRequests_OrganizationId_RequestId",
                        columns: x => new { x.OrganizationId, x.RequestId },
                        principalTable: "CorrectionRequests",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RotationDay",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    RotationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ShiftId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RotationDay", x => new { x.OrganizationId, x.RotationId, x.Position });
                    table.ForeignKey(
                        name: "FK_RotationDay_Rotations_OrganizationId_RotationId",
                        columns: x => new { x.OrganizationId, x.RotationId },
                        principalTable: "Rotations",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RotationDay_Shifts_OrganizationId_ShiftId",
                        columns: x => new { x.OrganizationId, x.ShiftId },
                        principalTable: "Shifts",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ShiftAssignments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: true),
                    ShiftId = table.Column<Guid>(type: "uuid", nullable: true),
                    RotationId = table.Column<Guid>(type: "uuid", nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedById = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftAssignments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShiftAssignments_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ShiftAssignments_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ShiftAssignments_Rotations_OrganizationId_RotationId",
                        columns: x => new { x.OrganizationId, x.RotationId },
                        principalTable: "Rotations",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ShiftAssignments_Shifts_OrganizationId_ShiftId",
                        columns: x => new { x.OrganizationId, x.ShiftId },
                        principalTable: "Shifts",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_NeedsDecision_On",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "NeedsDecision", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_On",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendancePolicies_OrganizationId_Version",
                table: "AttendancePolicies",
                columns: new[] { "OrganizationId", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_OrganizationId_PersonId_RequestedAt",
                table: "CorrectionRequests",
                columns: new[] { "OrganizationId", "PersonId", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CorrectionRequests_OrganizationId_Status_RequestedAt",
                table: "CorrectionRequests",
                columns: new[] { "OrganizationId", "Status", "RequestedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DayDecisions_OrganizationId_PersonId_On",
                table: "DayDecisions",
                columns: new[] { "OrganizationId", "PersonId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_PeriodLocks_OrganizationId_From",
                table: "PeriodLocks",
                columns: new[] { "OrganizationId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_PunchAmendments_OrganizationId_PersonId_PunchAt",
                table: "PunchAmendments",
                columns: new[] { "OrganizationId", "PersonId", "PunchAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PunchAmendments_OrganizationId_PunchId",
                table: "PunchAmendments",
                columns: new[] { "OrganizationId", "PunchId" });

            migrationBuilder.CreateIndex(
                name: "IX_RotationDay_OrganizationId_ShiftId",
                table: "RotationDay",
                columns: new[] { "OrganizationId", "ShiftId" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftAssignments_OrganizationId_DepartmentId_From",
                table: "ShiftAssignments",
                columns: new[] { "OrganizationId", "DepartmentId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftAssignments_OrganizationId_PersonId_From",
                table: "ShiftAssignments",
                columns: new[] { "OrganizationId", "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftAssignments_OrganizationId_RotationId",
                table: "ShiftAssignments",
                columns: new[] { "OrganizationId", "RotationId" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftAssignments_OrganizationId_ShiftId",
                table: "ShiftAssignments",
                columns: new[] { "OrganizationId", "ShiftId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttendanceDays");

            migrationBuilder.DropTable(
                name: "AttendancePolicies");

            migrationBuilder.DropTable(
                name: "CorrectionFiles");

            migrationBuilder.DropTable(
                name: "DayDecisions");

            migrationBuilder.DropTable(
                name: "PeriodLocks");

            migrationBuilder.DropTable(
                name: "PunchAmendments");

            migrationBuilder.DropTable(
                name: "RotationDay");

            migrationBuilder.DropTable(
                name: "ShiftAssignments");

            migrationBuilder.DropTable(
                name: "CorrectionRequests");

            migrationBuilder.DropTable(
                name: "Rotations");

            migrationBuilder.DropTable(
                name: "Shifts");

            migrationBuilder.DropUniqueConstraint(
                name: "AK_Punches_OrganizationId_Id",
                table: "Punches");
        }
    }
}
