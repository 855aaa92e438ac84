using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DayLeaveAndEmailOutbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsLeavePaid",
                table: "AttendanceDays",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "LeavePart",
                table: "AttendanceDays",
                type: "character varying(12)",
                maxLength: 12,
                nullable: true);

            // Days that were kept before say their leave by a reason, one at most. No text of a reason held the mark between its parts.
            migrationBuilder.Sql(
                """
                UPDATE "AttendanceDays"
                SET "LeavePart" = CASE
                        WHEN strpos(E'\n' || "Reasons", E'\nLeave|0|') > 0 THEN 'WholeDay'
                        WHEN strpos(E'\n' || "Reasons", E'\nLeave|1|') > 0 THEN 'Morning'
                        ELSE 'Afternoon'
                    END,
                    "IsLeavePaid" = strpos(E'\n' || "Reasons", E'\nLeave|0|1|') > 0
                        OR strpos(E'\n' || "Reasons", E'\nLeave|1|1|') > 0
                        OR strpos(E'\n' || "Reasons", E'\nLeave|2|1|') > 0
                WHERE strpos(E'\n' || "Reasons", E'\nLeave|') > 0;
                """
            );

            migrationBuilder.CreateTable(
                name: "OutboxEmails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: true),
                    UserId = table.Column<Guid>(type: "uuid", nullable: true),
                    Address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    About = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    On = table.Column<DateOnly>(type: "date", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailureKind = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxEmails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OutboxEmails_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OutboxEmails_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxEmails_OrganizationId_UserId_Kind_About",
                table: "OutboxEmails",
                columns: new[] { "OrganizationId", "UserId", "Kind", "About" },
                unique: true,
                filter: "\"SentAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxEmails_SentAt_DueAt",
                table: "OutboxEmails",
                columns: new[] { "SentAt", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxEmails_UserId",
                table: "OutboxEmails",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutboxEmails");

            migrationBuilder.DropColumn(
                name: "IsLeavePaid",
                table: "AttendanceDays");

            migrationBuilder.DropColumn(
                name: "LeavePart",
                table: "AttendanceDays");
        }
    }
}
