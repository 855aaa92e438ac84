using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
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
