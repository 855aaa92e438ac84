using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WeeksWithOvertime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_From",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_AttendanceWeeks_OrganizationId_NeedsDecision_From",
                table: "AttendanceWeeks",
                columns: new[] { "OrganizationId", "NeedsDecision", "From" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AttendanceWeeks");
        }
    }
}
