using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RulesStamp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AttendanceWeeks_OrganizationId_NeedsDecision_From",
                table: "AttendanceWeeks");

            migrationBuilder.DropIndex(
                name: "IX_AttendanceDays_OrganizationId_NeedsDecision_On",
                table: "AttendanceDays");

            migrationBuilder.AddColumn<Guid>(
                name: "RulesStamp",
                table: "Organizations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_From_PersonId",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "From", "PersonId" },
                filter: "\"NeedsDecision\"");

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_On_PersonId",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "On", "PersonId" },
                filter: "\"NeedsDecision\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_AttendanceWeeks_OrganizationId_From_PersonId",
                table: "AttendanceWeeks");

            migrationBuilder.DropIndex(
                name: "IX_AttendanceDays_OrganizationId_On_PersonId",
                table: "AttendanceDays");

            migrationBuilder.DropColumn(
                name: "RulesStamp",
                table: "Organizations");

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_NeedsDecision_From",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "NeedsDecision", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceDays_OrganizationId_NeedsDecision_On",
                table: "AttendanceDays",
                columns: new[] { "OrganizationId", "NeedsDecision", "On" });
        }
    }
}
