"""The checks beside a text: each remark provoked, and not provoked by a near miss."""
