using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DayLeave : Migration
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsLeavePaid",
                table: "AttendanceDays");

            migrationBuilder.DropColumn(
                name: "LeavePart",
                table: "AttendanceDays");
        }
    }
}
