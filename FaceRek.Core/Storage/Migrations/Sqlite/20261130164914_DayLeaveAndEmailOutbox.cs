using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "LeavePart",
                table: "AttendanceDays",
                type: "TEXT",
                maxLength: 12,
                nullable: true);

            // Days that were kept before say their leave by a reason, one at most. No text of a reason held the mark between its parts.
            migrationBuilder.Sql(
                """
                UPDATE "AttendanceDays"
                SET "LeavePart" = CASE
                        WHEN instr(char(10) || "Reasons", char(10) || 'Leave|0|') > 0 THEN 'WholeDay'
                        WHEN instr(char(10) || "Reasons", char(10) || 'Leave|1|') > 0 THEN 'Morning'
                        ELSE 'Afternoon'
                    END,
                    "IsLeavePaid" = instr(char(10) || "Reasons", char(10) || 'Leave|0|1|') > 0
                        OR instr(char(10) || "Reasons", char(10) || 'Leave|1|1|') > 0
                        OR instr(char(10) || "Reasons", char(10) || 'Leave|2|1|') > 0
                WHERE instr(char(10) || "Reasons", char(10) || 'Leave|') > 0;
                """
            );

            migrationBuilder.CreateTable(
                name: "OutboxEmails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    SentAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailureKind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
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
