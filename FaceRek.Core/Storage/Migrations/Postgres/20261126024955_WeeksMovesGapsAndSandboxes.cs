using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WeeksMovesGapsAndSandboxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AttendanceDays_OrganizationId_NeedsDecision_On",
                table: "AttendanceDays");

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "StaleDays",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Until",
                table: "StaleDays",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FirstPartMinutes",
                table: "Shifts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SecondPartAfter",
                table: "Shifts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSandbox",
                table: "Organizations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "RulesStamp",
                table: "Organizations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AlterColumn<Guid>(
                name: "PersonId",
                table: "CheckInChallenges",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<bool>(
                name: "HasFailed",
                table: "CheckInChallenges",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "AttendanceWeeks",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    OrdinarySeconds = table.Column<int>(type: "integer", nullable: false),
                    OvertimeSeconds = table.Column<int>(type: "integer", nullable: false),
                    AcceptedSeconds = table.Column<int>(type: "integer", nullable: false),
                    NeedsDecision = table.Column<bool>(type: "boolean", nullable: false),
                    SettlesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PolicyVersion = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttendanceWeeks", x => new { x.OrganizationId, x.PersonId, x.From });
                    table.ForeignKey(
                        name: "FK_AttendanceWeeks_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EmploymentGaps",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EmploymentGaps", x => new { x.OrganizationId, x.PersonId, x.From });
                    table.ForeignKey(
                        name: "FK_EmploymentGaps_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FormerWorkplaces",
                columns: table => new
                {
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    SiteId = table.Column<Guid>(type: "uuid", nullable: true),
                    DepartmentId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerWorkplaces", x => new { x.OrganizationId, x.PersonId, x.Until });
                    table.ForeignKey(
                        name: "FK_FormerWorkplaces_Departments_OrganizationId_DepartmentId",
                        columns: x => new { x.OrganizationId, x.DepartmentId },
                        principalTable: "Departments",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FormerWorkplaces_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FormerWorkplaces_Sites_OrganizationId_SiteId",
                        columns: x => new { x.OrganizationId, x.SiteId },
                        principalTable: "Sites",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PunchAmendments_OrganizationId_At",
                table: "PunchAmendments",
                columns: new[] { "OrganizationId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_CheckInChallenges_OrganizationId_SignInHash",
                table: "CheckInChallenges",
                columns: new[] { "OrganizationId", "SignInHash" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_On_PersonId",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "On", "PersonId" },
                filter: "\"NeedsDecision\"");

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_From",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_From_PersonId",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "From", "PersonId" },
                filter: "\"NeedsDecision\"");

            migrationBuilder.CreateIndex(
                name: "IX_FormerWorkplaces_OrganizationId_DepartmentId",
                table: "FormerWorkplaces",
                columns: new[] { "OrganizationId", "DepartmentId" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerWorkplaces_OrganizationId_SiteId",
                table: "FormerWorkplaces",
                columns: new[] { "OrganizationId", "SiteId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttendanceWeeks");

            migrationBuilder.DropTable(
                name: "EmploymentGaps");

            migrationBuilder.DropTable(
                name: "FormerWorkplaces");

            migrationBuilder.DropIndex(
                name: "IX_PunchAmendments_OrganizationId_At",
                table: "PunchAmendments");

            migrationBuilder.DropIndex(
                name: "IX_CheckInChallenges_OrganizationId_SignInHash",
                table: "CheckInChallenges");

            migrationBuilder.DropIndex(
                name: "IX_AttendanceDays_OrganizationId_On_PersonId",
                table: "AttendanceDays");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "StaleDays");

            migrationBuilder.DropColumn(
                name: "Until",
                table: "StaleDays");

            migrationBuilder.DropColumn(
                name: "FirstPartMinutes",
                table: "Shifts");

            migrationBuilder.DropColumn(
                name: "SecondPartAfter",
                table: "Shifts");

            migrationBuilder.DropColumn(
                name: "IsSandbox",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "RulesStamp",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "HasFailed",
                table: "CheckInChallenges");

            migrationBuilder.AlterColumn<Guid>(
                name: "PersonId",
                table: "CheckInChallenges",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_NeedsDecision_On",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "NeedsDecision", "On" });
        }
    }
}
